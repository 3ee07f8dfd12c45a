extension PageWords {
  /// The words of pictures that the reader changes: windows, kernels, layers, gates, and drawings.
  static let pictures: [String: [String]] = [
    "Move left": [
      "Nach links", "Vers la gauche", "Mover a la izquierda", "تحريك لليسار", "左移", "左へ", "הזזה שמאלה",
    ],
    "Move up": ["Nach oben", "Vers le haut", "Mover hacia arriba", "تحريك للأعلى", "上移", "上へ", "הזזה למעלה"],
    "Move down": ["Nach unten", "Vers le bas", "Mover hacia abajo", "تحريك للأسفل", "下移", "下へ", "הזזה למטה"],
    "Move right": [
      "Nach rechts", "Vers la droite", "Mover a la derecha", "تحريك لليمين", "右移", "右へ", "הזזה ימינה",
    ],
    "Field to draw in. Arrow keys move the pen, Space puts it down or lifts it, Backspace undoes, Delete clears.":
      [
        "Zeichenfeld. Pfeiltasten bewegen den Stift, die Leertaste setzt ihn auf oder hebt ihn, die Rücktaste nimmt zurück, Entf löscht alles.",
        "Zone de dessin. Les flèches déplacent le stylo, Espace le pose ou le lève, Retour arrière annule, Suppr efface tout.",
        "Zona de dibujo. Las flechas mueven el lápiz, Espacio lo baja o lo levanta, Retroceso deshace, Supr lo borra todo.",
        "مساحة للرسم. مفاتيح الأسهم تحرّك القلم، والمسافة تضعه أو ترفعه، ومفتاح الرجوع يتراجع، وDelete يمسح الكل.",
        "绘图区。方向键移动画笔，空格键落笔或抬笔，退格键撤销，Delete 键清除。",
        "描画欄。矢印キーでペンを動かし、スペースで下ろすか上げ、Backspace で元に戻し、Delete で消去します。",
        "שדה לציור. מקשי החצים מזיזים את העט, רווח מוריד או מרים אותו, Backspace מבטל, Delete מנקה.",
      ],
    "Example #, class #": [
      "Beispiel #, Klasse #", "Exemple #, classe #", "Ejemplo #, clase #", "المثال #، الفئة #", "示例 #，类别 #",
      "例 #、クラス #", "דוגמה #, מחלקה #",
    ],
    "what the network sees": [
      "was das Netz sieht", "ce que voit le réseau", "lo que ve la red", "ما تراه الشبكة", "网络看到的",
      "ネットワークが見るもの", "מה שהרשת רואה",
    ],
    "forget gate f": [
      "Vergessens-Gate f", "porte d’oubli f", "puerta de olvido f", "بوابة النسيان f", "遗忘门 f", "忘却ゲート f",
      "שער שכחה f",
    ],
    "keeps #": ["behält #", "garde #", "conserva #", "تُبقي #", "保留 #", "# を保持", "שומר #"],
    "input gate i": [
      "Eingabe-Gate i", "porte d’entrée i", "puerta de entrada i", "بوابة الإدخال i", "输入门 i", "入力ゲート i",
      "שער קלט i",
    ],
    "writes #": ["schreibt #", "écrit #", "escribe #", "تكتب #", "写入 #", "# を書き込む", "כותב #"],
    "output gate o": [
      "Ausgabe-Gate o", "porte de sortie o", "puerta de salida o", "بوابة الإخراج o", "输出门 o", "出力ゲート o",
      "שער פלט o",
    ],
    "shows #": ["zeigt #", "montre #", "muestra #", "تُظهر #", "显示 #", "# を出力", "מציג #"],
    "all steps": [
      "alle Schritte", "toutes les étapes", "todos los pasos", "كل الخطوات", "所有步", "全ステップ", "כל הצעדים",
    ],
    "the chosen step": [
      "gewählter Schritt", "étape choisie", "el paso elegido", "الخطوة المختارة", "选中的步", "選んだステップ",
      "הצעד שנבחר",
    ],
    "Pull at": ["Ziehen an", "Agir sur", "Aplicar a", "السحب عند", "调节范围", "動かす範囲", "למשוך ב־"],
    "Remember all": [
      "Alles behalten", "Tout retenir", "Recordar todo", "تذكُّر الكل", "全部记住", "すべて覚える", "לזכור הכול",
    ],
    "Forget at once": [
      "Sofort vergessen", "Tout oublier", "Olvidar al instante", "نسيان فوري", "立即遗忘", "すぐに忘れる",
      "לשכוח מיד",
    ],
    "cell: #": ["Zelle: #", "cellule : #", "celda: #", "الخلية: #", "细胞：#", "セル：#", "תא: #"],
    "shown: #": ["gezeigt: #", "montré : #", "mostrado: #", "الظاهر: #", "输出：#", "出力：#", "מוצג: #"],
    "Step #: cell #, shown #": [
      "Schritt #: Zelle #, gezeigt #", "Étape # : cellule #, montré #", "Paso #: celda #, mostrado #",
      "الخطوة #: الخلية #، الظاهر #", "第 # 步：细胞 #，输出 #", "ステップ #：セル #、出力 #", "צעד #: תא #, מוצג #",
    ],
    "The steps of a sequence. Arrow keys choose one.": [
      "Die Schritte einer Folge. Die Pfeiltasten wählen einen.",
      "Les étapes d’une séquence. Les flèches en choisissent une.",
      "Los pasos de una secuencia. Las flechas eligen uno.", "خطوات متسلسلة. مفاتيح الأسهم تختار واحدة.",
      "序列的各步。用方向键选择一步。", "系列の各ステップ。矢印キーで選びます。", "צעדי הרצף. מקשי החצים בוחרים אחד.",
    ],
    "comes in, g": ["Zustrom g", "arrivée g", "llega g", "الداخل g", "输入值 g", "入る値 g", "נכנס g"],
    "forget f": ["Vergessen f", "oubli f", "olvido f", "النسيان f", "遗忘 f", "忘却 f", "שכחה f"],
    "input i": ["Eingabe i", "entrée i", "entrada i", "الإدخال i", "输入 i", "入力 i", "קלט i"],
    "cell c": ["Zelle c", "cellule c", "celda c", "الخلية c", "细胞 c", "セル c", "תא c"],
    "output o": ["Ausgabe o", "sortie o", "salida o", "الإخراج o", "输出 o", "出力 o", "פלט o"],
    "shown h": ["gezeigt h", "montré h", "mostrado h", "الظاهر h", "显示 h", "表示 h", "מוצג h"],
    "edge, left to right": [
      "Kante, von links nach rechts", "contour, de gauche à droite", "borde, de izquierda a derecha",
      "حافة من اليسار إلى اليمين", "边缘，从左到右", "左右のエッジ", "קצה, משמאל לימין",
    ],
    "edge, top to bottom": [
      "Kante, von oben nach unten", "contour, de haut en bas", "borde, de arriba abajo",
      "حافة من الأعلى إلى الأسفل", "边缘，从上到下", "上下のエッジ", "קצה, מלמעלה למטה",
    ],
    "outline": ["Umriss", "silhouette", "contorno", "محيط", "轮廓", "輪郭", "קו מתאר"],
    "sharpen": ["schärfen", "accentuer", "enfocar", "زيادة الحدة", "锐化", "鮮鋭化", "חידוד"],
    "blur": ["weichzeichnen", "flouter", "desenfocar", "تمويه", "模糊", "ぼかし", "טשטוש"],
    "do nothing": [
      "nichts tun", "ne rien faire", "no hacer nada", "بلا تغيير", "不变", "何もしない", "לא לעשות דבר",
    ],
    "The filtered picture": [
      "Das gefilterte Bild", "L’image filtrée", "La imagen filtrada", "الصورة المرشَّحة", "滤波后的图像",
      "フィルター後の画像", "התמונה המסוננת",
    ],
    "your drawing": ["die Zeichnung", "votre dessin", "su dibujo", "رسمك", "你的绘图", "あなたの絵", "הציור שלכם"],
    "kernel": ["Kern", "noyau", "kernel", "النواة", "卷积核", "カーネル", "גרעין"],
    "what it makes of it": [
      "was er daraus macht", "ce qu’il en fait", "lo que hace de él", "ما ينتج عنها", "得到的结果", "その結果",
      "מה שהוא עושה מזה",
    ],
    "Example #": ["Beispiel #", "Exemple #", "Ejemplo #", "المثال #", "示例 #", "例 #", "דוגמה #"],
    "Weight in row #, column #": [
      "Gewicht in Zeile #, Spalte #", "Poids en ligne #, colonne #", "Peso en la fila #, columna #",
      "الوزن في الصف #، العمود #", "第 # 行第 # 列的权重", "# 行 # 列の重み", "משקל בשורה #, עמודה #",
    ],
    "Chosen weight minus 1": [
      "Gewähltes Gewicht minus 1", "Poids choisi moins 1", "Peso elegido menos 1", "الوزن المختار ناقص 1",
      "选中的权重减 1", "選んだ重みを 1 減らす", "המשקל שנבחר פחות 1",
    ],
    "Chosen weight plus 1": [
      "Gewähltes Gewicht plus 1", "Poids choisi plus 1", "Peso elegido más 1", "الوزن المختار زائد 1",
      "选中的权重加 1", "選んだ重みを 1 増やす", "המשקל שנבחר ועוד 1",
    ],
    "Chosen weight: other sign": [
      "Gewähltes Gewicht: Vorzeichen wechseln", "Poids choisi : changer de signe",
      "Peso elegido: cambiar el signo", "الوزن المختار: عكس الإشارة", "选中的权重：变号", "選んだ重みの符号を変える",
      "המשקל שנבחר: היפוך סימן",
    ],
    "All 0": ["Alle 0", "Tout à 0", "Todo a 0", "الكل 0", "全部为 0", "すべて 0", "הכול 0"],
    "From # (blue) to # (orange).": [
      "Von # (blau) bis # (orange).", "De # (bleu) à # (orange).", "De # (azul) a # (naranja).",
      "من # (أزرق) إلى # (برتقالي).", "从 #（蓝）到 #（橙）。", "#（青）から #（オレンジ）まで。", "מ־# (כחול) עד # (כתום).",
    ],
    "0 everywhere.": [
      "Überall 0.", "0 partout.", "0 en todas partes.", "0 في كل مكان.", "处处为 0。", "すべて 0。", "0 בכל מקום.",
    ],
    "The weights add up to #.": [
      "Die Summe der Gewichte ist #.", "La somme des poids est #.", "Los pesos suman #.",
      "مجموع الأوزان #.", "权重之和为 #。", "重みの和は # です。", "סכום המשקלים הוא #.",
    ],
    "picture": ["Bild", "image", "imagen", "صورة", "图像", "画像", "תמונה"],
    "convolution": ["Faltung", "convolution", "convolución", "التفاف", "卷积", "畳み込み", "קונבולוציה"],
    "pooling": ["Pooling", "pooling", "pooling", "تجميع", "池化", "プーリング", "איגום"],
    "largest": ["größte", "maximum", "máximo", "الأكبر", "最大值", "最大値", "מרבי"],
    "answer": ["Antwort", "réponse", "respuesta", "الإجابة", "回答", "答え", "תשובה"],
    "window and kernel": [
      "Fenster und Kern", "fenêtre et noyau", "ventana y kernel", "النافذة والنواة", "窗口与卷积核", "窓とカーネル",
      "חלון וגרעין",
    ],
    "window and kernel for each map of the layer before": [
      "Fenster und Kern je Karte der Schicht davor", "fenêtre et noyau par carte de la couche avant",
      "ventana y kernel de cada mapa de la capa previa", "النافذة والنواة لكل خريطة من الطبقة السابقة",
      "前一层每个特征图的窗口与卷积核", "前の層の各マップの窓とカーネル", "חלון וגרעין לכל מפה בשכבה הקודמת",
    ],
    "the window in map # of the layer before": [
      "das Fenster in Karte # der Schicht davor", "la fenêtre dans la carte # de la couche avant",
      "la ventana en el mapa # de la capa previa", "النافذة في الخريطة # من الطبقة السابقة",
      "前一层特征图 # 中的窗口", "前の層のマップ # の窓", "החלון במפה # של השכבה הקודמת",
    ],
    "map # of the layer before": [
      "Karte # der Schicht davor", "carte # de la couche avant", "mapa # de la capa previa",
      "الخريطة # من الطبقة السابقة", "前一层的特征图 #", "前の層のマップ #", "מפה # של השכבה הקודמת",
    ],
    "what moves this score the most: number × weight": [
      "was am meisten zählt: Zahl × Gewicht", "ce qui compte le plus : nombre × poids",
      "lo que más influye: número × peso", "الأكثر تأثيرًا: العدد × الوزن", "影响最大的：数 × 权重", "最も効くもの：数 × 重み",
      "מה שמשפיע הכי הרבה: מספר × משקל",
    ],
    "number #": ["Zahl #", "nombre #", "número #", "العدد #", "数 #", "数 #", "מספר #"],
    "Picture": ["Bild", "Image", "Imagen", "الصورة", "图像", "画像", "תמונה"],
    "The network’s layers. Left and right arrow keys choose a layer, up and down a map.": [
      "Die Schichten des Netzes. Die Pfeiltasten links und rechts wählen eine Schicht, oben und unten eine Karte.",
      "Les couches du réseau. Les flèches gauche et droite choisissent une couche, haut et bas une carte.",
      "Las capas de la red. Las flechas izquierda y derecha eligen una capa; arriba y abajo, un mapa.",
      "طبقات الشبكة. السهمان الأيسر والأيمن يختاران طبقة، والأعلى والأسفل خريطة.",
      "网络的各层。左右方向键选择层，上下方向键选择特征图。", "ネットワークの層。左右の矢印キーで層を、上下でマップを選びます。",
      "שכבות הרשת. חצים ימינה ושמאלה בוחרים שכבה, למעלה ולמטה מפה.",
    ],
    "The chosen map. Arrow keys choose one of its numbers.": [
      "Die gewählte Karte. Die Pfeiltasten wählen eine ihrer Zahlen.",
      "La carte choisie. Les flèches choisissent un de ses nombres.",
      "El mapa elegido. Las flechas eligen uno de sus números.",
      "الخريطة المختارة. مفاتيح الأسهم تختار عددًا منها.", "选中的特征图。用方向键选择其中一个数。", "選んだマップ。矢印キーで数を一つ選びます。",
      "המפה שנבחרה. מקשי החצים בוחרים אחד ממספריה.",
    ],
    "the picture": ["das Bild", "l’image", "la imagen", "الصورة", "图像", "画像", "התמונה"],
    "the score of #": [
      "der Score von #", "le score de #", "la puntuación de #", "درجة #", "# 的得分", "# のスコア", "הציון של #",
    ],
    "map #": ["Karte #", "carte #", "mapa #", "الخريطة #", "特征图 #", "マップ #", "מפה #"],
    "Input": ["Eingabe", "Entrée", "Entrada", "الإدخال", "输入", "入力", "קלט"],
    "Output": ["Ausgabe", "Sortie", "Salida", "الإخراج", "输出", "出力", "פלט"],
    "Layer #": ["Schicht #", "Couche #", "Capa #", "الطبقة #", "第 # 层", "第 # 層", "שכבה #"],
    "row #, column # is #. Choose a map to see what it is made of.": [
      "Zeile #, Spalte # ist #. Eine Karte wählen, um zu sehen, woraus sie entsteht.",
      "ligne #, colonne # : #. Choisissez une carte pour voir de quoi elle est faite.",
      "fila #, columna #: #. Elija un mapa para ver de qué está hecho.",
      "الصف #، العمود #: القيمة #. اختر خريطة لترى مم تتكون.", "第 # 行第 # 列为 #。选择一个特征图，看看它由什么得到。",
      "# 行 # 列は #。マップを選ぶと、何からできているかが見えます。", "שורה #, עמודה #: הערך #. בחרו מפה כדי לראות ממה היא עשויה.",
    ],
    "row #, column #: # sums of products #; with the bias of #, #.": [
      "Zeile #, Spalte #: Produktsummen (#) zusammen #; mit dem Bias # ergibt das #.",
      "ligne #, colonne # : sommes de produits (#), en tout # ; avec le biais #, #.",
      "fila #, columna #: sumas de productos (#), en total #; con el sesgo #, #.",
      "الصف #، العمود #: مجاميع الجداءات (#) معًا #؛ ومع الانحياز # تصبح #.",
      "第 # 行第 # 列：# 个乘积和共 #；加上偏置 # 得 #。", "# 行 # 列：# 個の積和の合計 #、バイアス # を足して #。",
      "שורה #, עמודה #: סכומי מכפלות (#) יחד #; עם ההטיה #, #.",
    ],
    "row #, column #: sum of the products #; with the bias of #, #.": [
      "Zeile #, Spalte #: Summe der Produkte #; mit dem Bias # ergibt das #.",
      "ligne #, colonne # : somme des produits # ; avec le biais #, #.",
      "fila #, columna #: suma de los productos #; con el sesgo #, #.",
      "الصف #، العمود #: مجموع الجداءات #؛ ومع الانحياز # يصبح #.", "第 # 行第 # 列：乘积之和 #；加上偏置 # 得 #。",
      "# 行 # 列：積の和 #、バイアス # を足して #。", "שורה #, עמודה #: סכום המכפלות #; עם ההטיה #, #.",
    ],
    "ReLU makes it #.": [
      "ReLU macht daraus #.", "ReLU en fait #.", "ReLU lo convierte en #.", "تجعلها ReLU مساوية #.",
      "ReLU 将其变为 #。", "ReLU により # になります。", "ReLU הופך אותו ל־#.",
    ],
    "row #, column #: # is the largest number under the window.": [
      "Zeile #, Spalte #: # ist die größte Zahl unter dem Fenster.",
      "ligne #, colonne # : # est le plus grand nombre sous la fenêtre.",
      "fila #, columna #: # es el mayor número bajo la ventana.",
      "الصف #، العمود #: العدد # هو الأكبر تحت النافذة.", "第 # 行第 # 列：# 是窗口下最大的数。",
      "# 行 # 列：# は窓の中で最大の数です。", "שורה #, עמודה #: # הוא המספר הגדול ביותר תחת החלון.",
    ],
    "# is the largest number of map #, wherever it is.": [
      "# ist die größte Zahl der Karte #, wo immer sie steht.",
      "# est le plus grand nombre de la carte #, où qu’il soit.",
      "# es el mayor número del mapa #, esté donde esté.", "العدد # هو الأكبر في الخريطة #، أينما كان.",
      "# 是特征图 # 中最大的数，无论它在哪里。", "# はマップ # で最大の数です。位置は問いません。",
      "# הוא המספר הגדול ביותר במפה #, בכל מקום שהוא.",
    ],
    "# numbers, each times its weight, and the bias add up to #: #.": [
      "Zahlen mal Gewicht (#) und der Bias ergeben zusammen #: #.",
      "Les nombres (#), chacun multiplié par son poids, et le biais font # : #.",
      "Los números (#), cada uno por su peso, y el sesgo suman #: #.",
      "الأعداد (#) كلٌّ مضروبٌ في وزنه مع الانحياز مجموعها #: أي #.", "# 个数各乘以权重，再加上偏置，得 #：#。",
      "# 個の数にそれぞれ重みを掛け、バイアスを足すと #：#。", "המספרים (#), כל אחד כפול משקלו, וההטיה מסתכמים ל־#: #.",
    ],
    "kernel #": ["Kern #", "noyau #", "kernel #", "النواة #", "卷积核 #", "カーネル #", "גרעין #"],
    "bias #": ["Bias #", "biais #", "sesgo #", "الانحياز #", "偏置 #", "バイアス #", "הטיה #"],
    "products": ["Produkte", "produits", "productos", "الجداءات", "乘积", "積", "מכפלות"],
    "max of # × #": [
      "Max. aus # × #", "max. de # × #", "máx. de # × #", "أكبر # × #", "# × # 最大", "# × # の最大",
      "מרבי # × #",
    ],
    "max": ["Max.", "max.", "máx.", "أكبر", "最大", "最大", "מרבי"],
    "places": ["Plätze", "places", "lugares", "المواضع", "位置数", "位置", "מקומות"],
    "weights": ["Gewichte", "poids", "pesos", "الأوزان", "权重", "重み", "משקלים"],
    "dashed: not pooled": [
      "gestrichelt: nicht gepoolt", "tirets : hors pooling", "discontinuo: sin pooling",
      "المتقطع: خارج التجميع", "虚线：未池化", "破線：プーリング外", "מקווקו: לא באיגום",
    ],
    "dashed: padding, or not pooled": [
      "gestrichelt: Rand oder nicht gepoolt", "tirets : marge, ou hors pooling",
      "discontinuo: relleno, o sin pooling", "المتقطع: حشو أو خارج التجميع", "虚线：填充或未池化",
      "破線：パディング、または プーリング外", "מקווקו: ריפוד, או לא באיגום",
    ],
    "dashed: padding": [
      "gestrichelt: Rand", "tirets : marge", "discontinuo: relleno", "المتقطع: حشو", "虚线：填充", "破線：パディング",
      "מקווקו: ריפוד",
    ],
    "row #, column #": [
      "Zeile #, Spalte #", "ligne #, colonne #", "fila #, columna #", "الصف #، العمود #", "第 # 行，第 # 列",
      "# 行 # 列", "שורה #, עמודה #",
    ],
    "Stride": ["Schrittweite", "Pas", "Paso", "الخطوة", "步幅", "ストライド", "פסיעה"],
    "Padding": ["Rand", "Marge", "Relleno", "الحشو", "填充", "パディング", "ריפוד"],
    "Place of the window": [
      "Platz des Fensters", "Place de la fenêtre", "Lugar de la ventana", "موضع النافذة", "窗口的位置", "窓の位置",
      "מקום החלון",
    ],
    "A window over the input. Arrow keys move it.": [
      "Ein Fenster über der Eingabe. Die Pfeiltasten bewegen es.",
      "Une fenêtre sur l’entrée. Les flèches la déplacent.",
      "Una ventana sobre la entrada. Las flechas la mueven.", "نافذة فوق الإدخال. مفاتيح الأسهم تحرّكها.",
      "输入上的窗口。用方向键移动。", "入力の上の窓。矢印キーで動かします。", "חלון מעל הקלט. מקשי החצים מזיזים אותו.",
    ],
    "sum": ["Summe", "somme", "suma", "المجموع", "和", "和", "סכום"],
    "input": ["Eingabe", "entrée", "entrada", "الإدخال", "输入", "入力", "קלט"],
  ]
}
