extension PageWords {
  /// The words of networks that read, write and classify in the page, and of where a reader left off.
  static let texts: [String: [String]] = [
    "Go on in #, “#”": [
      "Weiter in #, „#“", "Continuer dans #, « # »", "Seguir en #, «#»", "تابع في #، «#»", "继续阅读#，“#”",
      "#「#」の続きを読む", "להמשיך ב#, „#”",
    ],
    "Go on in #": [
      "Weiter in #", "Continuer dans #", "Seguir en #", "تابع في #", "继续阅读#", "#の続きを読む", "להמשיך ב#",
    ],
    "read": ["gelesen", "lu", "leído", "مقروء", "已读", "既読", "נקרא"],
    "read to # %": [
      "gelesen bis # %", "lu à # %", "leído hasta el # %", "مقروء حتى # %", "已读 # %", "# % まで既読",
      "נקרא עד # %",
    ],
    "Type the beginning of a text, or choose an example.": [
      "Den Anfang eines Textes tippen oder ein Beispiel wählen.",
      "Tapez le début d’un texte, ou choisissez un exemple.",
      "Escriba el comienzo de un texto o elija un ejemplo.", "اكتب بداية نص أو اختر مثالًا.",
      "输入一段文本的开头，或选择一个示例。", "文の書き出しを入力するか、例を選んでください。", "הקלידו התחלה של טקסט, או בחרו דוגמה.",
    ],
    "# of # tokens can be drawn.": [
      "# von # Tokens können gezogen werden.", "Jetons possibles au tirage : # sur #.",
      "Tokens que pueden salir: # de #.", "الوحدات النصية الممكنة: # من #.", "#2 个词元中可能抽到 #1 个。",
      "引かれうるトークン：#2 個中 #1 個。", "אסימונים שאפשר להגריל: # מתוך #.",
    ],
    "Most likely next: #, #": [
      "Am wahrscheinlichsten als Nächstes: #, #", "Suite la plus probable : #, #",
      "Lo más probable a continuación: #, #", "الأرجح تاليًا: #، #", "最可能的下一个：#，#", "次に最もありそうなもの：#、#",
      "הסביר ביותר בהמשך: #, #",
    ],
    "seed #": ["Startwert #", "graine #", "semilla #", "البذرة #", "种子 #", "シード #", "זרע #"],
    "temperature": ["Temperatur", "température", "temperatura", "الحرارة", "温度", "温度", "טמפרטורה"],
    "all": ["alle", "tous", "todos", "الكل", "全部", "すべて", "הכול"],
    "Write this": [
      "Dies schreiben", "Écrire ceci", "Escribir esto", "اكتب هذا", "写入这个", "これを書く", "לכתוב את זה",
    ],
    "The text so far": [
      "Der Text bisher", "Le texte jusqu’ici", "El texto hasta aquí", "النص حتى الآن", "目前的文本", "ここまでの文",
      "הטקסט עד כה",
    ],
    "Block #": ["Block #", "Bloc #", "Bloque #", "الكتلة #", "块 #", "ブロック #", "בלוק #"],
    "Type up to nine characters, or choose an example.": [
      "Bis zu neun Zeichen tippen oder ein Beispiel wählen.",
      "Tapez jusqu’à neuf caractères, ou choisissez un exemple.",
      "Escriba hasta nueve caracteres o elija un ejemplo.", "اكتب تسعة أحرف على الأكثر أو اختر مثالًا.",
      "最多输入九个字符，或选择一个示例。", "9 文字まで入力するか、例を選んでください。", "הקלידו עד תשעה תווים, או בחרו דוגמה.",
    ],
    "Token #, “#”: head # of block # looks most at token #, “#”, with #.": [
      "Token #, „#“: Kopf # in Block # achtet am meisten auf Token #, „#“, mit #.",
      "Jeton #, « # » : la tête # du bloc # regarde surtout le jeton #, « # », avec #.",
      "Token #, «#»: la cabeza # del bloque # mira sobre todo al token #, «#», con #.",
      "الوحدة #، «#»: الرأس # في الكتلة # ينظر أكثر إلى الوحدة #، «#»، بنسبة #.",
      "词元 #1“#2”：块 #4 的头 #3 最关注词元 #5“#6”，占 #7。", "トークン #1「#2」：ブロック #4 のヘッド #3 はトークン #5「#6」を最も見ています（#7）。",
      "אסימון #, „#”: ראש # בבלוק # מביט בעיקר באסימון #, „#”, עם #.",
    ],
    "next after “#”": [
      "danach, auf „#“", "après « # »", "después de «#»", "التالي بعد «#»", "“#”之后", "「#」の次", "אחרי „#”",
    ],
    "Part # of #": [
      "Teil # von #", "Partie # sur #", "Parte # de #", "الجزء # من #", "第 # 部分，共 # 部分", "パート # / #",
      "חלק # מתוך #",
    ],
    "A text to follow": [
      "Ein Text zum Verfolgen", "Un texte à suivre", "Un texto para seguir", "نص للمتابعة", "要跟踪的文本",
      "追ってみる文", "טקסט למעקב",
    ],
    "token": ["Token", "jeton", "token", "الوحدة", "词元", "トークン", "אסימון"],
    "block": ["Block", "bloc", "bloque", "الكتلة", "块", "ブロック", "בלוק"],
    "head": ["Kopf", "tête", "cabeza", "الرأس", "头", "ヘッド", "ראש"],
    "Not in the vocabulary, so skipped: #": [
      "Nicht im Vokabular, wird übergangen: #", "Hors du vocabulaire, ignoré : #",
      "Fuera del vocabulario, se omite: #", "ليس في المفردات، يُتخطّى: #", "不在词表中，已跳过：#",
      "語彙にないため飛ばします：#", "לא באוצר המילים, מדולג: #",
    ],
    "not in the vocabulary": [
      "nicht im Vokabular", "hors du vocabulaire", "fuera del vocabulario", "ليست في المفردات", "不在词表中",
      "語彙にありません", "לא באוצר המילים",
    ],
    "Example #: #": [
      "Beispiel #: #", "Exemple # : #", "Ejemplo #: #", "المثال #: #", "示例 #：#", "例 #：#", "דוגמה #: #",
    ],
    "Type, and the network goes on": [
      "Tippen, und das Netz schreibt weiter", "Tapez, et le réseau continue", "Escriba, y la red continúa",
      "اكتب وتُكمل الشبكة", "输入文字，网络会接着写", "入力すると、ネットワークが続けます", "הקלידו, והרשת תמשיך",
    ],
    "Type a text for the network": [
      "Einen Text für das Netz tippen", "Tapez un texte pour le réseau", "Escriba un texto para la red",
      "اكتب نصًا للشبكة", "为网络输入一段文本", "ネットワークに読ませる文を入力", "הקלידו טקסט עבור הרשת",
    ],
    "An example, #, in # × # grey values.": [
      "Ein Beispiel, #, in # × # Grauwerten.", "Un exemple, #, en # × # niveaux de gris.",
      "Un ejemplo, #, en # × # valores de gris.", "مثال: # في # × # من درجات الرمادي.", "示例 #，# × # 个灰度值。",
      "例：#、# × # の濃淡値。", "דוגמה, #, ב־# × # ערכי אפור.",
    ],
    "The # characters that it knows": [
      "Die # Zeichen, die es kennt", "Les # caractères qu’il connaît", "Los # caracteres que conoce",
      "الأحرف التي تعرفها (#)", "它认识的 # 个字符", "知っている # 文字", "# התווים שהיא מכירה",
    ],
    "The # words and signs that it knows": [
      "Die # Wörter und Zeichen, die es kennt", "Les # mots et signes qu’il connaît",
      "Las # palabras y signos que conoce", "الكلمات والعلامات التي تعرفها (#)", "它认识的 # 个词和符号",
      "知っている # の語と記号", "# המילים והסימנים שהיא מכירה",
    ],
    "class": ["Klasse", "classe", "clase", "الفئة", "类别", "クラス", "מחלקה"],
    "probability": ["Wahrscheinlichkeit", "probabilité", "probabilidad", "الاحتمال", "概率", "確率", "הסתברות"],
    "next": ["als Nächstes", "suite", "siguiente", "التالي", "下一个", "次", "הבא"],
    "the model’s": ["des Modells", "du modèle", "del modelo", "النموذج", "模型的", "モデルの値", "של המודל"],
    "as chosen": [
      "wie gewählt", "après choix", "según lo elegido", "بعد الاختيار", "按所选设置", "選択後", "לפי הבחירה",
    ],
    "temperature # · top-k # · top-p #": [
      "Temperatur # · top-k # · top-p #", "température # · top-k # · top-p #",
      "temperatura # · top-k # · top-p #", "الحرارة # · top-k # · top-p #", "温度 # · top-k # · top-p #",
      "温度 # · top-k # · top-p #", "טמפרטורה # · top-k # · top-p #",
    ],
    "network": ["Netz", "réseau", "red", "الشبكة", "网络", "ネットワーク", "רשת"],
  ]
}
