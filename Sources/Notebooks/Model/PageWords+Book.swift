extension PageWords {
  /// The words of a book's own pages, and the names of its chapters.
  static let book: [String: [String]] = [
    "Notebooks": ["Notizbücher", "Carnets", "Cuadernos", "الدفاتر", "笔记本", "ノートブック", "מחברות"],
    "Chapter #": [
      "Kapitel #", "Chapitre #", "Capítulo #", "الفصل #", "第 # 章", "第 # 章", "פרק #",
    ],
    "chapter #": [
      "Kapitel #", "chapitre #", "capítulo #", "الفصل #", "第 # 章", "第 # 章", "פרק #",
    ],
    "Appendix #": ["Anhang #", "Annexe #", "Apéndice #", "الملحق #", "附录 #", "付録 #", "נספח #"],
    "appendix #": ["Anhang #", "annexe #", "apéndice #", "الملحق #", "附录 #", "付録 #", "נספח #"],
    "“#”": ["„#“", "« # »", "«#»", "«#»", "“#”", "「#」", "„#”"],
    "# in #": ["# in #", "#, #", "#, #", "# في #", "#2的#1", "#2の#1", "# ב#"],
    "Skip to the chapters": [
      "Zu den Kapiteln springen", "Aller aux chapitres", "Ir a los capítulos", "انتقل إلى الفصول", "跳到章节",
      "章へ移動", "דילוג לפרקים",
    ],
    "Begin with #": [
      "Mit # beginnen", "Commencer par #", "Empezar por #", "ابدأ بـ #", "从 # 开始", "# から始める", "להתחיל ב־#",
    ],
    "This network is learning while you read. It was given # points of two classes and must find a border between them. It starts with random weights.":
      [
        "Dieses Netz lernt, während Sie lesen. Es hat Punkte zweier Klassen bekommen, # an der Zahl, und soll eine Grenze zwischen ihnen finden. Es beginnt mit zufälligen Gewichten.",
        "Ce réseau apprend pendant que vous lisez. Il a reçu # points de deux classes et doit trouver une frontière entre elles. Il part de poids aléatoires.",
        "Esta red aprende mientras usted lee. Ha recibido # puntos de dos clases y debe encontrar una frontera entre ellas. Empieza con pesos aleatorios.",
        "تتعلم هذه الشبكة بينما تقرأ. أُعطيت نقاطًا من فئتين (#) وعليها أن تجد حدًّا بينهما. وهي تبدأ بأوزان عشوائية.",
        "您阅读时，这个网络正在学习。它得到了两个类别的 # 个点，要找出它们之间的边界。它从随机权重开始。",
        "このネットワークは、読んでいる間に学習しています。2 つのクラスの # 個の点を受け取り、その境界を見つけます。重みは乱数から始まります。",
        "הרשת הזאת לומדת בזמן שאתם קוראים. היא קיבלה # נקודות משתי מחלקות, ועליה למצוא גבול ביניהן. היא מתחילה במשקלים אקראיים.",
      ],
    "Press Start, and this network learns while you read. It was given # points of two classes and must find a border between them. It starts with random weights.":
      [
        "Drücken Sie „Starten“, und dieses Netz lernt, während Sie lesen. Es hat Punkte zweier Klassen bekommen, # an der Zahl, und soll eine Grenze zwischen ihnen finden. Es beginnt mit zufälligen Gewichten.",
        "Appuyez sur « Démarrer », et ce réseau apprend pendant que vous lisez. Il a reçu # points de deux classes et doit trouver une frontière entre elles. Il part de poids aléatoires.",
        "Pulse «Iniciar», y esta red aprende mientras usted lee. Ha recibido # puntos de dos clases y debe encontrar una frontera entre ellas. Empieza con pesos aleatorios.",
        "اضغط «ابدأ»، فتتعلم هذه الشبكة بينما تقرأ. أُعطيت نقاطًا من فئتين (#) وعليها أن تجد حدًّا بينهما. وهي تبدأ بأوزان عشوائية.",
        "按“开始”，这个网络就会在您阅读时学习。它得到了两个类别的 # 个点，要找出它们之间的边界。它从随机权重开始。",
        "「開始」を押すと、このネットワークは読んでいる間に学習します。2 つのクラスの # 個の点を受け取り、その境界を見つけます。重みは乱数から始まります。",
        "לחצו על „התחלה”, והרשת הזאת לומדת בזמן שאתם קוראים. היא קיבלה # נקודות משתי מחלקות, ועליה למצוא גבול ביניהן. היא מתחילה במשקלים אקראיים.",
      ],
    "A network at its first step, and later. It was given # points of two classes and must find a border between them. With JavaScript it learns here.":
      [
        "Ein Netz bei seinem ersten Schritt und später. Es hat Punkte zweier Klassen bekommen, # an der Zahl, und soll eine Grenze zwischen ihnen finden. Mit JavaScript lernt es hier.",
        "Un réseau à sa première étape, et plus tard. Il a reçu # points de deux classes et doit trouver une frontière entre elles. Avec JavaScript, il apprend ici.",
        "Una red en su primer paso, y más tarde. Ha recibido # puntos de dos clases y debe encontrar una frontera entre ellas. Con JavaScript aprende aquí.",
        "شبكة عند خطوتها الأولى ثم بعد ذلك. أُعطيت نقاطًا من فئتين (#) وعليها أن تجد حدًّا بينهما. مع JavaScript تتعلم هنا.",
        "一个网络在第一步和之后的样子。它得到了两个类别的 # 个点，要找出它们之间的边界。启用 JavaScript 后，它会在这里学习。",
        "最初のステップと、その後のネットワーク。2 つのクラスの # 個の点を受け取り、その境界を見つけます。JavaScript があれば、ここで学習します。",
        "רשת בצעד הראשון שלה, ומאוחר יותר. היא קיבלה # נקודות משתי מחלקות, ועליה למצוא גבול ביניהן. עם JavaScript היא לומדת כאן.",
      ],
    "Nothing to install for reading": [
      "Zum Lesen ist nichts zu installieren", "Rien à installer pour lire", "Nada que instalar para leer",
      "لا يلزم تثبيت شيء للقراءة", "阅读无需安装任何东西", "読むために入れるものはありません", "אין צורך להתקין דבר כדי לקרוא",
    ],
    "One chapter": [
      "Ein Kapitel", "Un chapitre", "Un capítulo", "فصل واحد", "一章", "1 章", "פרק אחד",
    ],
    "# chapters": [
      "# Kapitel", "# chapitres", "# capítulos", "الفصول: #", "# 章", "# 章", "# פרקים",
    ],
    "#, # in all · nothing to install for reading": [
      "#, insgesamt # · zum Lesen ist nichts zu installieren", "#, # en tout · rien à installer pour lire",
      "#, # en total · nada que instalar para leer", "#، # إجمالًا · لا يلزم تثبيت شيء للقراءة",
      "#，共#，阅读无需安装任何东西", "#、全部で# · 読むために入れるものはありません", "#, # בסך הכול · אין צורך להתקין דבר כדי לקרוא",
    ],
    "about 1 minute": [
      "etwa 1 Minute", "environ 1 minute", "aproximadamente 1 minuto", "نحو دقيقة واحدة", "约 1 分钟", "約 1 分",
      "כדקה אחת",
    ],
    "about # minutes": [
      "etwa # Minuten", "environ # minutes", "unos # minutos", "الدقائق: نحو #", "约 # 分钟", "約 # 分",
      "כ־# דקות",
    ],
    "about # hours": [
      "etwa # Stunden", "environ # h", "unas # horas", "الساعات: نحو #", "约 # 小时", "約 # 時間", "כ־# שעות",
    ],
    "The book is not complete": [
      "Das Buch ist unvollständig", "Le livre est incomplet", "El libro está incompleto", "الكتاب غير مكتمل",
      "本书不完整", "この本は完全ではありません", "הספר אינו שלם",
    ],
    "The list of chapters has errors.": [
      "Die Liste der Kapitel hat Fehler.", "La liste des chapitres contient des erreurs.",
      "La lista de capítulos tiene errores.", "في قائمة الفصول أخطاء.", "章节列表有错误。", "章の一覧に誤りがあります。",
      "יש שגיאות ברשימת הפרקים.",
    ],
    "The way through the book": [
      "Der Weg durch das Buch", "Le chemin à travers le livre", "El camino por el libro", "الطريق عبر الكتاب",
      "本书路线", "この本の道筋", "הדרך לאורך הספר",
    ],
    "Each chapter after those that it builds on": [
      "Jedes Kapitel nach denen, auf denen es aufbaut", "Chaque chapitre après ceux sur lesquels il s’appuie",
      "Cada capítulo después de aquellos en los que se apoya", "كل فصل بعد الفصول التي يعتمد عليها",
      "每一章都在它所依据的章节之后", "各章は、その土台となる章の後にあります", "כל פרק אחרי הפרקים שעליהם הוא נשען",
    ],
    "You can then #.": [
      "Danach können Sie #.", "Vous saurez ensuite #.", "Después podrá #.", "بعد ذلك ستتمكن من #.",
      "学完后，您能够#。", "読み終えると、次のことができます：#。", "לאחר מכן תוכלו #.",
    ],
    "This chapter failed.": [
      "Dieses Kapitel ist fehlgeschlagen.", "Ce chapitre a échoué.", "Este capítulo ha fallado.",
      "أخفق هذا الفصل.", "这一章运行失败。", "この章は失敗しました。", "הפרק הזה נכשל.",
    ],
    "What you need": [
      "Was Sie brauchen", "Ce qu’il vous faut", "Lo que necesita", "ما تحتاج إليه", "您需要什么", "必要なもの",
      "מה דרוש לכם",
    ],
    "Skip to the search": [
      "Zur Suche springen", "Aller à la recherche", "Ir a la búsqueda", "انتقل إلى البحث", "跳到搜索", "検索へ移動",
      "דילוג לחיפוש",
    ],
    "Words in any chapter": [
      "Wörter aus allen Kapiteln", "Mots de tous les chapitres", "Palabras de cualquier capítulo",
      "كلمات من أي فصل", "任意章节中的词语", "どの章の語でも", "מילים מכל פרק",
    ],
    "Arrow keys move through what is found, Enter opens it, the key / comes back here.": [
      "Pfeiltasten bewegen sich durch die Funde, die Eingabetaste öffnet einen, die Taste / führt hierher zurück.",
      "Les flèches parcourent les résultats, Entrée en ouvre un, la touche / ramène ici.",
      "Las flechas recorren los resultados, Intro abre uno, la tecla / vuelve aquí.",
      "تتنقل مفاتيح الأسهم بين النتائج، ويفتحها مفتاح الإدخال، ويعيدك المفتاح / إلى هنا.",
      "方向键在结果间移动，回车键打开，/ 键回到这里。", "矢印キーで結果を移動し、Enter で開き、/ キーでここに戻ります。",
      "מקשי החצים עוברים בין התוצאות, Enter פותח אחת מהן, והמקש / מחזיר לכאן.",
    ],
    "This browser runs no script here, and the search needs one. The # lists all terms and sections without it.":
      [
        "Dieser Browser führt hier kein Skript aus, und die Suche braucht eines. Das # nennt auch ohne Skript alle Begriffe und Abschnitte.",
        "Ce navigateur n’exécute pas de script ici, et la recherche en a besoin. Sans script, le # donne tous les termes et toutes les sections.",
        "Este navegador no ejecuta scripts aquí, y la búsqueda los necesita. Sin ellos, el # tiene todos los términos y secciones.",
        "لا يشغّل هذا المتصفح نصوصًا برمجية هنا، والبحث يحتاج إليها. ومن دونها يضم # كل المصطلحات والأقسام.",
        "此浏览器在这里不运行脚本，而搜索需要脚本。没有脚本时，#列出所有术语和章节。",
        "このブラウザーはここでスクリプトを実行しませんが、検索には必要です。スクリプトがなくても、#にすべての用語と節があります。",
        "הדפדפן הזה אינו מריץ כאן סקריפטים, והחיפוש זקוק להם. גם בלעדיהם, ב# נמצאים כל המונחים והסעיפים.",
      ],
    "glossary": ["Glossar", "glossaire", "glosario", "المسرد", "术语表", "用語集", "מילון המונחים"],
    "One term": ["Ein Begriff", "Un terme", "Un término", "مصطلح واحد", "一个术语", "1 語", "מונח אחד"],
    "# terms": [
      "# Begriffe", "# termes", "# términos", "المصطلحات: #", "# 个术语", "# 語", "# מונחים",
    ],
    "#, each in the words of the place that explains it": [
      "#, erklärt mit den Worten der jeweiligen Stelle", "#, avec les mots du passage qui l’explique",
      "#, con las palabras del lugar que lo explica", "#، بكلمات الموضع الذي يشرحه", "#，用解释它的原文",
      "#、説明している箇所の言葉で", "#, במילים של המקום שמסביר אותו",
    ],
    "#, and where the book explains and uses them": [
      "#, und wo das Buch sie erklärt und verwendet", "#, et où le livre les explique et les emploie",
      "#, y dónde el libro los explica y los usa", "#، وأين يشرحها الكتاب ويستخدمها", "#，以及书中解释和使用它们的地方",
      "#と、本の中で説明し使っている箇所", "#, והיכן הספר מסביר אותם ומשתמש בהם",
    ],
    "Sections": ["Abschnitte", "Sections", "Secciones", "الأقسام", "小节", "節", "סעיפים"],
    "All sections": [
      "Alle Abschnitte", "Toutes les sections", "Todas las secciones", "كل الأقسام", "所有小节", "すべての節",
      "כל הסעיפים",
    ],
    "Letters": ["Buchstaben", "Lettres", "Letras", "الحروف", "字母", "文字", "אותיות"],
    "Also in #": [
      "Auch in #", "Aussi dans : #", "También en: #", "وأيضًا في #", "另见#", "ほかに#", "גם ב־#",
    ],
    "Also: #.": ["Auch: #.", "Aussi : #.", "También: #.", "وأيضًا: #.", "又称：#。", "別名：#。", "גם: #."],
  ]
}
