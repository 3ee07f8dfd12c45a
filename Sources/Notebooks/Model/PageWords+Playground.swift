extension PageWords {
  /// The words of networks that the reader trains, bends and rolls down a surface.
  static let playground: [String: [String]] = [
    "weight w": ["Gewicht w", "poids w", "peso w", "الوزن w", "权重 w", "重み w", "משקל w"],
    "bias b": ["Bias b", "biais b", "sesgo b", "الانحياز b", "偏置 b", "バイアス b", "הטיה b"],
    "weight in the sum v": [
      "Gewicht in der Summe v", "poids dans la somme v", "peso en la suma v", "الوزن في المجموع v",
      "求和中的权重 v", "和の中の重み v", "משקל בסכום v",
    ],
    "Bend": ["Knick", "Courbure", "Curvatura", "الانحناء", "弯曲方式", "曲がり方", "עיקול"],
    "no bend": ["kein Knick", "aucune courbure", "sin curvatura", "بلا انحناء", "不弯曲", "曲げない", "ללא עיקול"],
    "Add a unit": [
      "Neuron hinzufügen", "Ajouter un neurone", "Añadir una neurona", "إضافة وحدة", "添加一个单元", "ユニットを追加",
      "הוספת יחידה",
    ],
    "Take the unit away": [
      "Neuron entfernen", "Retirer le neurone", "Quitar la neurona", "إزالة الوحدة", "移除该单元", "ユニットを削除",
      "הסרת היחידה",
    ],
    "Start again": [
      "Von vorn", "Recommencer", "Empezar de nuevo", "البدء من جديد", "重新开始", "最初から", "להתחיל מחדש",
    ],
    "What training finds": [
      "Was das Training findet", "Ce que trouve l’entraînement", "Lo que halla el entrenamiento",
      "ما يجده التدريب", "训练得到的结果", "学習の結果", "מה שהאימון מוצא",
    ],
    "Unit #: #": [
      "Neuron #: #", "Neurone # : #", "Neurona #: #", "الوحدة #: #", "单元 #：#", "ユニット #：#", "יחידה #: #",
    ],
    "bias of the sum c": [
      "Bias der Summe c", "biais de la somme c", "sesgo de la suma c", "انحياز المجموع c", "求和的偏置 c",
      "和のバイアス c", "הטיית הסכום c",
    ],
    "off by # on average": [
      "im Mittel # daneben", "écart moyen : #", "error medio: #", "متوسط الخطأ: #", "平均偏差 #", "平均のずれ #",
      "סטייה ממוצעת: #",
    ],
    "Units, and the curve that they add up to. Arrow keys choose a unit.": [
      "Neuronen und die Kurve, zu der sie sich addieren. Die Pfeiltasten wählen ein Neuron.",
      "Des neurones et la courbe qu’ils forment par addition. Les flèches choisissent un neurone.",
      "Neuronas y la curva que suman. Las flechas eligen una neurona.",
      "وحدات والمنحنى الناتج عن جمعها. مفاتيح الأسهم تختار وحدة.", "各单元及其相加得到的曲线。用方向键选择单元。",
      "ユニットと、その和が描く曲線。矢印キーでユニットを選びます。", "יחידות, והעקומה שהן מסתכמות אליה. מקשי החצים בוחרים יחידה.",
    ],
    "Reset": ["Zurücksetzen", "Réinitialiser", "Restablecer", "إعادة الضبط", "重置", "リセット", "איפוס"],
    "Step #": ["Schritt #", "Étape #", "Paso #", "الخطوة #", "第 # 步", "ステップ #", "צעד #"],
    "# steps": ["Schritte: #", "Étapes : #", "Pasos: #", "الخطوات: #", "# 步", "# ステップ", "צעדים: #"],
    "No hidden layer: one neuron, which cuts along a line.": [
      "Keine verdeckte Schicht: ein Neuron, das entlang einer Geraden trennt.",
      "Aucune couche cachée : un seul neurone, qui coupe selon une droite.",
      "Sin capa oculta: una sola neurona, que corta por una recta.",
      "لا طبقة خفية: عصبون واحد يفصل على طول خط مستقيم.", "没有隐藏层：只有一个神经元，沿一条直线划分。",
      "隠れ層なし：ニューロンは一つで、直線で分けます。", "אין שכבה נסתרת: נוירון אחד, שחותך לאורך קו ישר.",
    ],
    "# units": ["Neuronen: #", "neurones : #", "neuronas: #", "الوحدات: #", "# 个单元", "# ユニット", "יחידות: #"],
    "Layer #, unit #": [
      "Schicht #, Neuron #", "Couche #, neurone #", "Capa #, neurona #", "الطبقة #، الوحدة #", "第 # 层，单元 #",
      "第 # 層、ユニット #", "שכבה #, יחידה #",
    ],
    "One unit more in layer #": [
      "Ein Neuron mehr in Schicht #", "Un neurone de plus dans la couche #", "Una neurona más en la capa #",
      "وحدة إضافية في الطبقة #", "第 # 层增加一个单元", "第 # 層のユニットを一つ増やす", "יחידה אחת יותר בשכבה #",
    ],
    "One unit less in layer #": [
      "Ein Neuron weniger in Schicht #", "Un neurone de moins dans la couche #",
      "Una neurona menos en la capa #", "وحدة أقل في الطبقة #", "第 # 层减少一个单元", "第 # 層のユニットを一つ減らす",
      "יחידה אחת פחות בשכבה #",
    ],
    "loss #": ["Verlust #", "perte #", "pérdida #", "الخسارة #", "损失 #", "損失 #", "הפסד #"],
    "# of # points right": [
      "# von # Punkten richtig", "# points corrects sur #", "# de # puntos correctos",
      "النقاط الصحيحة: # من #", "#2 个点中 #1 个正确", "#2 点のうち #1 点が正解", "נקודות נכונות: # מתוך #",
    ],
    "of new points, # of #": [
      "von neuen Punkten # von #", "nouveaux points : # sur #", "de puntos nuevos, # de #",
      "من النقاط الجديدة: # من #", "新点：#2 个中 #1 个", "新しい点では #2 点のうち #1 点", "מנקודות חדשות: # מתוך #",
    ],
    "The plane: what unit # of layer # computes.": [
      "Die Ebene: was Neuron # der Schicht # berechnet.",
      "Le plan : ce que calcule le neurone # de la couche #.",
      "El plano: lo que calcula la neurona # de la capa #.", "المستوى: ما تحسبه الوحدة # من الطبقة #.",
      "平面：第 #2 层单元 #1 的计算结果。", "平面：第 #2 層のユニット #1 の計算結果。", "המישור: מה שיחידה # של שכבה # מחשבת.",
    ],
    "The plane: the network’s answer.": [
      "Die Ebene: die Antwort des Netzes.", "Le plan : la réponse du réseau.",
      "El plano: la respuesta de la red.", "المستوى: إجابة الشبكة.", "平面：网络的回答。", "平面：ネットワークの答え。",
      "המישור: תשובת הרשת.",
    ],
    "The loss over # steps, now #.": [
      "Der Verlust nach Schritten (#), jetzt #.", "La perte au fil des étapes (#), maintenant #.",
      "La pérdida a lo largo de los pasos (#), ahora #.", "الخسارة عبر الخطوات (#)، والآن #.",
      "# 步中的损失，目前为 #。", "# ステップの損失、現在 #。", "ההפסד לאורך הצעדים (#), כעת #.",
    ],
    "It has broken: the numbers are too large. Choose a smaller rate, then Reset.": [
      "Das Netz ist entgleist: Die Zahlen sind zu groß. Kleinere Lernrate wählen, dann zurücksetzen.",
      "L’entraînement a divergé : les nombres sont trop grands. Choisissez un taux plus petit, puis réinitialisez.",
      "Ha divergido: los números son demasiado grandes. Elija una tasa menor y restablezca.",
      "تباعَد التدريب: الأعداد كبيرة جدًا. اختر معدّلًا أصغر ثم أعد الضبط.", "训练发散：数值过大。请选择更小的学习率，然后重置。",
      "発散しました：数値が大きすぎます。学習率を下げてリセットしてください。",
      "האימון התבדר: המספרים גדולים מדי. בחרו קצב קטן יותר ואז אפסו.",
    ],
    "This unit of the first layer bends along one straight line.": [
      "Dieses Neuron der ersten Schicht knickt entlang einer Geraden.",
      "Ce neurone de la première couche se courbe le long d’une droite.",
      "Esta neurona de la primera capa se curva a lo largo de una recta.",
      "هذه الوحدة من الطبقة الأولى تنحني على طول خط مستقيم واحد.", "第一层的这个单元沿一条直线弯曲。",
      "第一層のこのユニットは一本の直線に沿って曲がります。", "יחידה זו של השכבה הראשונה מתעקלת לאורך קו ישר אחד.",
    ],
    "This unit adds up units of the layer before it: the bars under them are its weights.": [
      "Dieses Neuron addiert Neuronen der Schicht davor: Die Balken unter ihnen sind seine Gewichte.",
      "Ce neurone additionne ceux de la couche précédente : les barres sous eux sont ses poids.",
      "Esta neurona suma las de la capa anterior: las barras bajo ellas son sus pesos.",
      "هذه الوحدة تجمع وحدات الطبقة السابقة: الأشرطة تحتها هي أوزانها.", "该单元把前一层的单元相加：它们下方的条形是其权重。",
      "このユニットは前の層のユニットを足し合わせます：その下の棒が重みです。",
      "יחידה זו מחברת יחידות של השכבה שלפניה: הפסים שמתחתן הם המשקלים שלה.",
    ],
    "Its weights are random, so it guesses. Circles should be on blue, squares on orange.": [
      "Die Gewichte sind zufällig, das Netz rät. Kreise sollen auf Blau liegen, Quadrate auf Orange.",
      "Ses poids sont aléatoires, donc il devine. Les cercles devraient être sur du bleu, les carrés sur de l’orange.",
      "Sus pesos son aleatorios: adivina. Los círculos deben quedar sobre azul; los cuadrados, sobre naranja.",
      "أوزانها عشوائية، فهي تخمّن. ينبغي أن تقع الدوائر على الأزرق والمربعات على البرتقالي.",
      "权重是随机的，网络只能猜测。圆点应在蓝色上，方点应在橙色上。", "重みはランダムなので当てずっぽうです。丸は青、四角はオレンジの上に来るべきです。",
      "המשקלים אקראיים, ולכן הרשת מנחשת. עיגולים צריכים להיות על כחול, ריבועים על כתום.",
    ],
    "Learned: every point is on its own side. Choose a unit to see its part in it.": [
      "Gelernt: Jeder Punkt liegt auf seiner Seite. Ein Neuron wählen, um seinen Anteil zu sehen.",
      "Appris : chaque point est de son côté. Choisissez un neurone pour voir sa part.",
      "Aprendido: cada punto está en su lado. Elija una neurona para ver su parte.",
      "تمّ التعلّم: كل نقطة في جانبها. اختر وحدة لترى دورها.", "学会了：每个点都在自己的一侧。选择一个单元，看看它的作用。",
      "学習できました：どの点も正しい側にあります。ユニットを選ぶとその役割が見えます。", "נלמד: כל נקודה בצד שלה. בחרו יחידה כדי לראות את חלקה.",
    ],
    "Enough: this is what it has found.": [
      "Genug: Das hat das Netz gefunden.", "Assez : voilà ce qu’il a trouvé.",
      "Basta: esto es lo que ha encontrado.", "يكفي: هذا ما وجدته الشبكة.", "到此为止：这就是网络找到的结果。",
      "ここまで：これがネットワークの見つけた答えです。", "מספיק: זה מה שהרשת מצאה.",
    ],
    "first layer": [
      "erste Schicht", "première couche", "primera capa", "الطبقة الأولى", "第一层", "第一層", "שכבה ראשונה",
    ],
    "second layer": [
      "zweite Schicht", "deuxième couche", "segunda capa", "الطبقة الثانية", "第二层", "第二層", "שכבה שנייה",
    ],
    "third layer": [
      "dritte Schicht", "troisième couche", "tercera capa", "الطبقة الثالثة", "第三层", "第三層", "שכבה שלישית",
    ],
    "these points": [
      "diesen Punkten", "ces points", "estos puntos", "هذه النقاط", "这些点", "この点", "נקודות אלה",
    ],
    "new ones": ["neuen", "des points nouveaux", "otros nuevos", "نقاط جديدة", "新的点", "新しい点", "חדשות"],
    "Loss on #": [
      "Verlust auf #", "Perte sur #", "Pérdida en #", "الخسارة على #", "#上的损失", "#での損失", "הפסד על #",
    ],
    "Loss on # and on #": [
      "Verlust auf # und auf #", "Perte sur # et sur #", "Pérdida en # y en #", "الخسارة على # وعلى #",
      "#和#上的损失", "#と#での損失", "הפסד על # ועל #",
    ],
    "Step": ["Schritt", "Étape", "Paso", "خطوة", "单步", "1 ステップ", "צעד"],
    "Reset to the same weights": [
      "Auf dieselben Gewichte zurücksetzen", "Réinitialiser avec les mêmes poids",
      "Restablecer con los mismos pesos", "إعادة الضبط إلى الأوزان نفسها", "重置为相同的权重", "同じ重みに戻す",
      "איפוס לאותם משקלים",
    ],
    "New start": [
      "Neuer Anfang", "Nouveau départ", "Nuevo comienzo", "بداية جديدة", "新的起点", "新しい初期値", "התחלה חדשה",
    ],
    "New start: other weights": [
      "Neuer Anfang: andere Gewichte", "Nouveau départ : autres poids", "Nuevo comienzo: otros pesos",
      "بداية جديدة: أوزان أخرى", "新的起点：其他权重", "新しい初期値：別の重み", "התחלה חדשה: משקלים אחרים",
    ],
    "Learning rate": [
      "Lernrate", "Taux d’apprentissage", "Tasa de aprendizaje", "معدّل التعلّم", "学习率", "学習率", "קצב למידה",
    ],
    "Data": ["Daten", "Données", "Datos", "البيانات", "数据", "データ", "נתונים"],
    "Hidden layers": [
      "Verdeckte Schichten", "Couches cachées", "Capas ocultas", "الطبقات الخفية", "隐藏层", "隠れ層",
      "שכבות נסתרות",
    ],
    "momentum": ["Momentum", "moment", "momento", "الزخم", "动量", "モーメンタム", "תנע"],
    "none": ["keiner", "aucune", "ninguno", "بلا", "无", "なし", "ללא"],
    "Activation": ["Aktivierung", "Activation", "Activación", "دالة التنشيط", "激活函数", "活性化関数", "אקטיבציה"],
    "Optimizer": ["Optimierer", "Optimiseur", "Optimizador", "المحسِّن", "优化器", "最適化手法", "מייעל"],
    "Weight decay (L2)": [
      "Weight Decay (L2)", "Décroissance des poids (L2)", "Decaimiento de pesos (L2)",
      "اضمحلال الأوزان (L2)", "权重衰减（L2）", "重み減衰（L2）", "דעיכת משקלים (L2)",
    ],
    "Start": ["Starten", "Démarrer", "Iniciar", "ابدأ", "开始", "開始", "התחלה"],
    "Ten steps": ["Zehn Schritte", "Dix étapes", "Diez pasos", "عشر خطوات", "十步", "10 ステップ", "עשרה צעדים"],
    "Roll": ["Rollen", "Rouler", "Rodar", "دحرجة", "滚动", "転がす", "גלגול"],
    "Surface": ["Fläche", "Surface", "Superficie", "السطح", "曲面", "曲面", "משטח"],
    "One step": ["Ein Schritt", "Une étape", "Un paso", "خطوة واحدة", "一步", "1 ステップ", "צעד אחד"],
    "Drop again": [
      "Neu fallen lassen", "Lâcher de nouveau", "Soltar de nuevo", "أسقِط من جديد", "重新放下", "もう一度落とす",
      "להפיל שוב",
    ],
    "A loss surface from above. Arrow keys move the place of the drop, Enter rolls.": [
      "Eine Verlustfläche von oben. Die Pfeiltasten verschieben den Startpunkt, Enter lässt rollen.",
      "Une surface de perte vue d’en haut. Les flèches déplacent le point de départ, Entrée fait rouler.",
      "Una superficie de pérdida vista desde arriba. Las flechas mueven el punto de partida; Intro hace rodar.",
      "سطح الخسارة من الأعلى. مفاتيح الأسهم تحرّك موضع الإسقاط، ومفتاح الإدخال يدحرج.",
      "俯视的损失曲面。方向键移动起点，回车键开始滚动。", "上から見た損失曲面。矢印キーで落とす位置を動かし、Enter で転がします。",
      "משטח הפסד ממבט על. מקשי החצים מזיזים את נקודת ההפלה, Enter מגלגל.",
    ],
    "has left the map": [
      "hat die Karte verlassen", "a quitté la carte", "ha salido del mapa", "غادرت الخريطة", "已离开地图",
      "地図の外に出た", "יצא מהמפה",
    ],
    "Dropped at #, #. Step #: #": [
      "Fallen gelassen bei #; #. Schritt #: #", "Lâché en # ; #. Étape # : #", "Soltada en #; #. Paso #: #",
      "أُسقطت عند #؛ #. الخطوة #: #", "在 (#, #) 放下。第 # 步：#", "(#, #) に落とした。ステップ #：#",
      "הופל ב־#; #. צעד #: #",
    ],
    "gutter": ["Rinne", "gouttière", "canal", "أخدود", "沟槽", "溝", "תעלה"],
    "two hollows": ["zwei Mulden", "deux creux", "dos hoyos", "منخفضان", "两个凹坑", "二つのくぼみ", "שני שקעים"],
    "saddle": ["Sattel", "selle", "silla", "سرج", "鞍面", "鞍", "אוכף"],
    "gradient descent": [
      "Gradientenabstieg", "descente de gradient", "descenso de gradiente", "النزول التدرجي", "梯度下降",
      "勾配降下法", "מורד הגרדיאנט",
    ],
    "clouds": ["Wolken", "nuages", "nubes", "سحابتان", "点云", "点の群れ", "עננים"],
    "circles": ["Kreise", "cercles", "círculos", "دائرتان", "圆环", "円", "עיגולים"],
    "moons": ["Monde", "lunes", "lunas", "هلالان", "月牙", "三日月", "ירחים"],
    "spirals": ["Spiralen", "spirales", "espirales", "حلزونان", "螺旋", "螺旋", "ספירלות"],
  ]
}
