extension PageWords {
  /// The words of what cells have shown, claimed and proved. Reports of failures are in English, as the compiler's messages in
  /// them are.
  static let results: [String: [String]] = [
    "# of the # claims of this page hold.": [
      "Zutreffende Behauptungen dieser Seite: # von #.", "Affirmations exactes de cette page : # sur #.",
      "Afirmaciones de esta página que se cumplen: # de #.", "الادعاءات الصحيحة في هذه الصفحة: # من #.",
      "本页 #2 条论断中有 #1 条成立。", "このページの主張 #2 件のうち #1 件が成り立ちます。",
      "טענות שמתקיימות בדף הזה: # מתוך #.",
    ],
    "The one claim of this page was checked when it was made, and it holds.": [
      "Die eine Behauptung dieser Seite wurde beim Erstellen geprüft und trifft zu.",
      "L’unique affirmation de cette page a été vérifiée à sa création et elle est exacte.",
      "La única afirmación de esta página se comprobó al crearla y se cumple.",
      "تم التحقق من الادعاء الوحيد في هذه الصفحة عند إنشائها، وهو صحيح.", "本页唯一的论断在生成时已经检验，成立。",
      "このページのただ一つの主張は作成時に確認され、成り立ちます。", "הטענה היחידה בדף הזה נבדקה כשהדף נוצר, והיא מתקיימת.",
    ],
    "All # claims of this page were checked when it was made, and they hold.": [
      "Alle # Behauptungen dieser Seite wurden beim Erstellen geprüft und treffen zu.",
      "Les # affirmations de cette page ont été vérifiées à sa création et elles sont exactes.",
      "Las # afirmaciones de esta página se comprobaron al crearla y se cumplen.",
      "تم التحقق من كل ادعاءات هذه الصفحة (#) عند إنشائها، وهي صحيحة.", "本页全部 # 条论断在生成时已经检验，均成立。",
      "このページの # 件の主張はすべて作成時に確認され、成り立ちます。", "כל # הטענות בדף הזה נבדקו כשהדף נוצר, והן מתקיימות.",
    ],
    "Verdict": ["Urteil", "Verdict", "Veredicto", "الحكم", "判定", "判定", "פסיקה"],
    "Holds": ["Trifft zu", "Vérifié", "Se cumple", "صحيح", "成立", "成り立つ", "מתקיים"],
    "Does not hold": [
      "Trifft nicht zu", "Non vérifié", "No se cumple", "غير صحيح", "不成立", "成り立たない", "אינו מתקיים",
    ],
    "The solution passes this check.": [
      "Die Lösung besteht diese Prüfung.", "La solution passe cette vérification.",
      "La solución pasa esta comprobación.", "الحل يجتاز هذا التحقق.", "答案通过了此检验。",
      "解答はこの確認に通ります。", "הפתרון עובר את הבדיקה הזאת.",
    ],
    "The code as given fails: “#”.": [
      "Der gegebene Code scheitert: „#“.", "Le code fourni échoue : « # ».", "El código dado falla: «#».",
      "الشيفرة المعطاة تفشل: «#».", "给出的代码未通过：“#”。", "与えられたコードは通りません：「#」。", "הקוד הנתון נכשל: „#”.",
    ],
    "The code as given ends with an error: #.": [
      "Der gegebene Code endet mit einem Fehler: #.", "Le code fourni se termine par une erreur : #.",
      "El código dado termina con un error: #.", "الشيفرة المعطاة تنتهي بخطأ: #.", "给出的代码以错误结束：#。",
      "与えられたコードはエラーで終わります：#。", "הקוד הנתון מסתיים בשגיאה: #.",
    ],
    "The code as given is stopped: #.": [
      "Der gegebene Code wird angehalten: #.", "Le code fourni est arrêté : #.",
      "El código dado se detiene: #.",
      "الشيفرة المعطاة تتوقف: #.", "给出的代码被停止：#。", "与えられたコードは停止されます：#。", "הקוד הנתון נעצר: #.",
    ],
    "The code as given is stopped.": [
      "Der gegebene Code wird angehalten.", "Le code fourni est arrêté.", "El código dado se detiene.",
      "الشيفرة المعطاة تتوقف.", "给出的代码被停止。", "与えられたコードは停止されます。", "הקוד הנתון נעצר.",
    ],
    "Not run": ["Nicht ausgeführt", "Non exécuté", "No ejecutado", "لم يُنفَّذ", "未运行", "未実行", "לא הורץ"],
    "Shown only, not evaluated": [
      "Nur gezeigt, nicht ausgewertet", "Montré seulement, non évalué", "Solo se muestra, sin evaluar",
      "للعرض فقط، دون تقييم", "仅显示，未求值", "表示のみ、評価なし", "מוצג בלבד, ללא הערכה",
    ],
    "Error output": [
      "Fehlerausgabe", "Sortie d’erreur", "Salida de error", "مخرجات الأخطاء", "错误输出", "エラー出力",
      "פלט שגיאות",
    ],
    "Value": ["Wert", "Valeur", "Valor", "القيمة", "值", "値", "ערך"],
    "Tensor of shape #": [
      "Tensor der Form #", "Tenseur de forme #", "Tensor de forma #", "موتر شكله #", "形状为 # 的张量",
      "形状 # のテンソル", "טנזור בצורה #",
    ],
    "scalar": ["Skalar", "scalaire", "escalar", "عدد قياسي", "标量", "スカラー", "סקלר"],
    "shape": ["Form", "forme", "forma", "الشكل", "形状", "形状", "צורה"],
    "Code in #": ["Code in #", "Code en #", "Código en #", "شيفرة بلغة #", "# 代码", "# のコード", "קוד ב-#"],
    "From the file": ["Aus der Datei", "Du fichier", "Del archivo", "من الملف", "来自文件", "ファイル", "מהקובץ"],
    "The figure's data": [
      "Die Daten der Abbildung", "Données de la figure", "Datos de la figura", "بيانات الشكل", "图的数据",
      "図のデータ", "נתוני האיור",
    ],
    "The first # of # rows.": [
      "Die ersten # von # Zeilen.", "Les # premières lignes sur #.", "Las primeras # filas de #.",
      "أول الصفوف: # من #.", "共 #2 行，显示前 #1 行。", "#2 行中の最初の #1 行。", "השורות הראשונות: # מתוך #.",
    ],
    "The same at all # moments.": [
      "Zu allen # Zeitpunkten gleich.", "Identique aux # moments.", "Igual en los # momentos.",
      "نفسها في كل اللحظات (#).", "在全部 # 个时刻都相同。", "# 個の時点すべてで同じです。", "זהה בכל # הרגעים.",
    ],
  ]
}
