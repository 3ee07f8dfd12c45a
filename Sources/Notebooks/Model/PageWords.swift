/// The page's own words in the notebook's language if they are known, and otherwise in English.
package struct PageWords: Sendable {
  private let column: Int?

  private static let languages = ["de", "fr", "es", "ar", "zh", "ja"]
  private static let table: [String: [String]] = [
    "Figure": ["Abbildung", "Figure", "Figura", "الشكل", "图", "図"],
    "Table": ["Tabelle", "Tableau", "Tabla", "الجدول", "表", "表"],
    "Equation": ["Gleichung", "Équation", "Ecuación", "المعادلة", "公式", "式"],
    "Section": ["Abschnitt", "Section", "Sección", "القسم", "节", "節"],
    "Exercise": ["Aufgabe", "Exercice", "Ejercicio", "التمرين", "练习", "演習"],
    "Check": ["Prüfung", "Vérification", "Comprobación", "التحقق", "检验", "確認"],
    "Hint": ["Tipp", "Indice", "Pista", "تلميح", "提示", "ヒント"],
    "Solution": ["Lösung", "Solution", "Solución", "الحل", "答案", "解答"],
    "Contents": ["Inhalt", "Sommaire", "Contenido", "المحتويات", "目录", "目次"],
    "Chapters": ["Kapitel", "Chapitres", "Capítulos", "الفصول", "章节", "章"],
    "All chapters": [
      "Alle Kapitel", "Tous les chapitres", "Todos los capítulos", "كل الفصول", "所有章节", "すべての章",
    ],
    "Previous": ["Zurück", "Précédent", "Anterior", "السابق", "上一章", "前へ"],
    "Next": ["Weiter", "Suivant", "Siguiente", "التالي", "下一章", "次へ"],
    "Skip to the text": [
      "Zum Text springen", "Aller au texte", "Ir al texto", "انتقل إلى النص", "跳到正文", "本文へ移動",
    ],
    "Notes": ["Anmerkungen", "Notes", "Notas", "الحواشي", "注释", "注"],
    "Code": ["Code", "Code", "Código", "الشيفرة", "代码", "コード"],
    "Copy": ["Kopieren", "Copier", "Copiar", "نسخ", "复制", "コピー"],
    "Copied": ["Kopiert", "Copié", "Copiado", "تم النسخ", "已复制", "コピーしました"],
    "Show data": [
      "Daten zeigen", "Afficher les données", "Mostrar los datos", "عرض البيانات", "显示数据", "データを表示",
    ],
    "Note": ["Hinweis", "Remarque", "Nota", "ملاحظة", "注意", "注記"],
    "Tip": ["Tipp", "Astuce", "Consejo", "نصيحة", "提示", "ヒント"],
    "Important": ["Wichtig", "Important", "Importante", "مهم", "重要", "重要"],
    "Warning": ["Warnung", "Avertissement", "Advertencia", "تحذير", "警告", "警告"],
    "Caution": ["Vorsicht", "Attention", "Precaución", "احترس", "小心", "注意"],
  ]

  /// - Parameter language: a language's tag, `de` or `de-AT`.
  package init(language: String = "en") {
    let name = language.lowercased().prefix { $0 != "-" }
    column = Self.languages.firstIndex { $0 == name }
  }

  package subscript(english: String) -> String {
    guard let column, let words = Self.table[english], words.indices.contains(column) else { return english }
    return words[column]
  }

  /// Whether a language is written from right to left: by its script, if its tag names one.
  package static func isRightToLeft(_ language: String) -> Bool {
    let parts = language.lowercased().split(separator: "-")
    if let script = parts.dropFirst().first(where: { $0.count == 4 && $0.allSatisfy(\.isLetter) }) {
      return ["arab", "hebr", "thaa", "syrc", "nkoo", "adlm", "rohg", "mand", "samr"].contains(script)
    }
    return [
      "ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi", "ji",
    ].contains(parts.first ?? "")
  }
}
