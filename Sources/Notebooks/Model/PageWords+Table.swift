extension PageWords {
  /// Each English word in the languages that are known: German, French, Spanish, Arabic, Chinese, Japanese, Hebrew.
  static let table: [String: [String]] = [
    "Figure": ["Abbildung", "Figure", "Figura", "الشكل", "图", "図", "איור"],
    "Table": ["Tabelle", "Tableau", "Tabla", "الجدول", "表", "表", "טבלה"],
    "Equation": ["Gleichung", "Équation", "Ecuación", "المعادلة", "公式", "式", "משוואה"],
    "Section": ["Abschnitt", "Section", "Sección", "القسم", "节", "節", "סעיף"],
    "Exercise": ["Aufgabe", "Exercice", "Ejercicio", "التمرين", "练习", "演習", "תרגיל"],
    "Check": ["Prüfung", "Vérification", "Comprobación", "التحقق", "检验", "確認", "בדיקה"],
    "Hint": ["Tipp", "Indice", "Pista", "تلميح", "提示", "ヒント", "רמז"],
    "Solution": ["Lösung", "Solution", "Solución", "الحل", "答案", "解答", "פתרון"],
    "Contents": ["Inhalt", "Sommaire", "Contenido", "المحتويات", "目录", "目次", "תוכן"],
    "Chapters": ["Kapitel", "Chapitres", "Capítulos", "الفصول", "章节", "章", "פרקים"],
    "All chapters": [
      "Alle Kapitel", "Tous les chapitres", "Todos los capítulos", "كل الفصول", "所有章节", "すべての章",
      "כל הפרקים",
    ],
    "Previous": ["Zurück", "Précédent", "Anterior", "السابق", "上一章", "前へ", "הקודם"],
    "Next": ["Weiter", "Suivant", "Siguiente", "التالي", "下一章", "次へ", "הבא"],
    "Skip to the text": [
      "Zum Text springen", "Aller au texte", "Ir al texto", "انتقل إلى النص", "跳到正文", "本文へ移動",
      "דילוג לטקסט",
    ],
    "Notes": ["Anmerkungen", "Notes", "Notas", "الحواشي", "注释", "注", "הערות"],
    "Code": ["Code", "Code", "Código", "الشيفرة", "代码", "コード", "קוד"],
    "Copy": ["Kopieren", "Copier", "Copiar", "نسخ", "复制", "コピー", "העתקה"],
    "Copied": ["Kopiert", "Copié", "Copiado", "تم النسخ", "已复制", "コピーしました", "הועתק"],
    "Show data": [
      "Daten zeigen", "Afficher les données", "Mostrar los datos", "عرض البيانات", "显示数据", "データを表示",
      "הצגת הנתונים",
    ],
    "Note": ["Hinweis", "Remarque", "Nota", "ملاحظة", "注意", "注記", "הערה"],
    "Tip": ["Tipp", "Astuce", "Consejo", "نصيحة", "提示", "ヒント", "עצה"],
    "Important": ["Wichtig", "Important", "Importante", "مهم", "重要", "重要", "חשוב"],
    "Warning": ["Warnung", "Avertissement", "Advertencia", "تحذير", "警告", "警告", "אזהרה"],
    "Caution": ["Vorsicht", "Attention", "Precaución", "احترس", "小心", "注意", "זהירות"],
    "Glossary": ["Glossar", "Glossaire", "Glosario", "المسرد", "术语表", "用語集", "מילון מונחים"],
    "Search": ["Suche", "Recherche", "Búsqueda", "البحث", "搜索", "検索", "חיפוש"],
    "Values": ["Werte", "Valeurs", "Valores", "القيم", "值", "値", "ערכים"],
    "Values of the lines": [
      "Werte der Zeilen", "Valeurs des lignes", "Valores de las líneas", "قيم الأسطر", "各行的值", "各行の値",
      "ערכי השורות",
    ],
    "Link to this section": [
      "Link zu diesem Abschnitt", "Lien vers cette section", "Enlace a esta sección", "رابط إلى هذا القسم",
      "本节链接", "この節へのリンク", "קישור לסעיף זה",
    ],
    "Back to the text": [
      "Zurück zum Text", "Retour au texte", "Volver al texto", "العودة إلى النص", "返回正文", "本文へ戻る",
      "חזרה לטקסט",
    ],
    "Previous and next chapter": [
      "Voriges und nächstes Kapitel", "Chapitres précédent et suivant", "Capítulos anterior y siguiente",
      "الفصل السابق والتالي", "上一章和下一章", "前後の章", "הפרק הקודם והבא",
    ],
    "What this page claims": [
      "Was diese Seite behauptet", "Ce que cette page affirme", "Lo que afirma esta página",
      "ما تدّعيه هذه الصفحة", "本页的论断", "このページの主張", "מה הדף הזה טוען",
    ],
    "Claim": ["Behauptung", "Affirmation", "Afirmación", "الادعاء", "论断", "主張", "טענה"],
    "Evidence": ["Beleg", "Preuve", "Prueba", "الدليل", "依据", "根拠", "ראיה"],
    "Links": ["Links", "Liens", "Enlaces", "روابط", "链接", "リンク", "קישורים"],
    "Copy this code": [
      "Diesen Code kopieren", "Copier ce code", "Copiar este código", "نسخ هذه الشيفرة", "复制此代码",
      "このコードをコピー", "העתקת הקוד הזה",
    ],
    "Not copied": [
      "Nicht kopiert", "Non copié", "No copiado", "لم يتم النسخ", "未复制", "コピーできません", "לא הועתק",
    ],
    "Dark": ["Dunkel", "Sombre", "Oscuro", "داكن", "深色", "ダーク", "כהה"],
    "Light": ["Hell", "Clair", "Claro", "فاتح", "浅色", "ライト", "בהיר"],
    "Change between light and dark": [
      "Zwischen hell und dunkel wechseln", "Alterner entre clair et sombre",
      "Cambiar entre claro y oscuro", "التبديل بين الفاتح والداكن", "切换浅色和深色", "明暗を切り替える",
      "מעבר בין בהיר לכהה",
    ],
    "Play": ["Abspielen", "Lire", "Reproducir", "تشغيل", "播放", "再生", "הפעלה"],
    "Pause": ["Pause", "Pause", "Pausa", "إيقاف مؤقت", "暂停", "一時停止", "השהיה"],
    "Back": ["Zurück", "Retour", "Atrás", "رجوع", "后退", "戻る", "חזרה"],
    "Again": ["Noch einmal", "Recommencer", "Otra vez", "مرة أخرى", "再来一次", "もう一度", "שוב"],
    "Step # of #": [
      "Schritt # von #", "Étape # sur #", "Paso # de #", "الخطوة # من #", "第 # 步，共 # 步", "ステップ # / #",
      "שלב # מתוך #",
    ],
    "Moment": ["Zeitpunkt", "Moment", "Momento", "اللحظة", "时刻", "時点", "רגע"],
    "Save as SVG": [
      "Als SVG sichern", "Enregistrer en SVG", "Guardar como SVG", "حفظ بصيغة SVG", "保存为 SVG", "SVG で保存",
      "שמירה כ-SVG",
    ],
    "Save as CSV": [
      "Als CSV sichern", "Enregistrer en CSV", "Guardar como CSV", "حفظ بصيغة CSV", "保存为 CSV", "CSV で保存",
      "שמירה כ-CSV",
    ],
    "Show all # rows": [
      "Alle # Zeilen zeigen", "Afficher les # lignes", "Mostrar las # filas", "عرض كل الصفوف (#)",
      "显示全部 # 行", "全 # 行を表示", "הצגת כל # השורות",
    ],
    "Search all chapters (key /)": [
      "Alle Kapitel durchsuchen (Taste /)", "Chercher dans tous les chapitres (touche /)",
      "Buscar en todos los capítulos (tecla /)", "البحث في كل الفصول (المفتاح /)", "搜索所有章节（按 / 键）",
      "すべての章を検索（/ キー）", "חיפוש בכל הפרקים (מקש /)",
    ],
    "Clear": ["Löschen", "Effacer", "Borrar", "مسح", "清除", "消去", "ניקוי"],
    "Undo": ["Zurücknehmen", "Annuler", "Deshacer", "تراجع", "撤销", "元に戻す", "ביטול"],
    "Examples": ["Beispiele", "Exemples", "Ejemplos", "أمثلة", "示例", "例", "דוגמאות"],
    "Stop": ["Anhalten", "Arrêter", "Parar", "إيقاف", "停止", "停止", "עצירה"],
    "Write on": [
      "Weiterschreiben", "Continuer", "Seguir escribiendo", "متابعة الكتابة", "继续写", "続きを書く", "להמשיך לכתוב",
    ],
    "Draw again": [
      "Neu ziehen", "Tirer à nouveau", "Sortear de nuevo", "اسحب مجددًا", "重新抽取", "引き直す", "להגריל שוב",
    ],
  ]
}
