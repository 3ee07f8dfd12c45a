extension PageWords {
  /// The words of pages that are served: edits, answers, parameters, and the run.
  static let trying: [String: [String]] = [
    "Your answer": [
      "Die eigene Antwort", "Votre réponse", "Su respuesta", "إجابتك", "你的答案", "あなたの解答", "התשובה שלכם",
    ],
    "Ctrl + Enter checks, Tab and Shift + Tab indent, Escape leaves.": [
      "Strg + Enter prüft, Tab und Umschalt + Tab rücken ein, Escape verlässt.",
      "Ctrl + Entrée vérifie, Tab et Maj + Tab indentent, Échap quitte.",
      "Ctrl + Intro comprueba, Tab y Mayús + Tab sangran, Esc sale.",
      "Ctrl + Enter للتحقق، وTab وShift + Tab للمسافة البادئة، وEscape للخروج.",
      "Ctrl + Enter 检查，Tab 和 Shift + Tab 缩进，Escape 离开。",
      "Ctrl + Enter で確認、Tab と Shift + Tab で字下げ、Escape で抜けます。",
      "Ctrl + Enter בודק, Tab ו־Shift + Tab מזיחים, Escape יוצא.",
    ],
    "Close": ["Schließen", "Fermer", "Cerrar", "إغلاق", "关闭", "閉じる", "סגירה"],
    "Checking…": [
      "Wird geprüft …", "Vérification…", "Comprobando…", "جارٍ التحقق…", "正在检查…", "確認中…", "בבדיקה…",
    ],
    "holds": ["trifft zu", "vérifié", "se cumple", "صحيح", "成立", "成り立つ", "מתקיים"],
    "does not hold": [
      "trifft nicht zu", "non vérifié", "no se cumple", "غير صحيح", "不成立", "成り立たない", "אינו מתקיים",
    ],
    "Stopped.": ["Angehalten.", "Arrêté.", "Detenido.", "تم الإيقاف.", "已停止。", "停止しました。", "נעצר."],
    "Solved: your answer passes the check.": [
      "Gelöst: Die Antwort besteht die Prüfung.", "Résolu : votre réponse passe la vérification.",
      "Resuelto: su respuesta pasa la comprobación.", "تم الحل: إجابتك تجتاز التحقق.", "已解决：你的答案通过了检查。",
      "正解：解答は確認に通りました。", "נפתר: התשובה עוברת את הבדיקה.",
    ],
    "Not solved yet.": [
      "Noch nicht gelöst.", "Pas encore résolu.", "Aún sin resolver.", "لم تُحل بعد.", "尚未解决。",
      "まだ解けていません。", "עדיין לא נפתר.",
    ],
    "Answer": ["Antworten", "Répondre", "Responder", "أجب", "作答", "解答する", "לענות"],
    "Answer this exercise": [
      "Diese Aufgabe beantworten", "Répondre à cet exercice", "Responder a este ejercicio",
      "أجب عن هذا التمرين", "回答此练习", "この演習に解答する", "לענות על התרגיל הזה",
    ],
    "✓ Solved": ["✓ Gelöst", "✓ Résolu", "✓ Resuelto", "✓ تم الحل", "✓ 已解决", "✓ 正解", "✓ נפתר"],
    "You have begun to answer": [
      "Antwort begonnen", "Réponse commencée", "Respuesta empezada", "بدأت الإجابة", "已开始作答", "解答の途中です",
      "התחלתם לענות",
    ],
    "Code of the cell": [
      "Code der Zelle", "Code de la cellule", "Código de la celda", "شيفرة الخلية", "单元代码", "セルのコード",
      "קוד התא",
    ],
    "Ctrl + Enter runs, Tab and Shift + Tab indent, Escape leaves. The notebook’s file stays as it is until you save.":
      [
        "Strg + Enter führt aus, Tab und Umschalt + Tab rücken ein, Escape verlässt. Die Datei des Notebooks bleibt bis zum Sichern unverändert.",
        "Ctrl + Entrée exécute, Tab et Maj + Tab indentent, Échap quitte. Le fichier du notebook reste tel quel jusqu’à l’enregistrement.",
        "Ctrl + Intro ejecuta, Tab y Mayús + Tab sangran, Esc sale. El archivo del cuaderno no cambia hasta que lo guarde.",
        "Ctrl + Enter للتشغيل، وTab وShift + Tab للمسافة البادئة، وEscape للخروج. يبقى ملف الدفتر كما هو حتى تحفظه.",
        "Ctrl + Enter 运行，Tab 和 Shift + Tab 缩进，Escape 离开。保存之前，笔记本文件保持不变。",
        "Ctrl + Enter で実行、Tab と Shift + Tab で字下げ、Escape で抜けます。保存するまでノートブックのファイルは変わりません。",
        "Ctrl + Enter מריץ, Tab ו־Shift + Tab מזיחים, Escape יוצא. קובץ המחברת נשאר כמו שהוא עד לשמירה.",
      ],
    "Run": ["Ausführen", "Exécuter", "Ejecutar", "تشغيل", "运行", "実行", "הרצה"],
    "Save to notebook": [
      "Im Notebook sichern", "Enregistrer dans le notebook", "Guardar en el cuaderno", "حفظ في الدفتر",
      "保存到笔记本", "ノートブックに保存", "שמירה במחברת",
    ],
    "Done: nothing has changed.": [
      "Fertig: Nichts hat sich geändert.", "Terminé : rien n’a changé.", "Listo: no ha cambiado nada.",
      "تم: لم يتغير شيء.", "完成：没有变化。", "完了：変更はありません。", "בוצע: דבר לא השתנה.",
    ],
    "Running…": ["Läuft …", "Exécution…", "Ejecutando…", "جارٍ التشغيل…", "正在运行…", "実行中…", "בהרצה…"],
    "This is more than a cell may hold: 256 KB.": [
      "Das ist mehr, als eine Zelle enthalten darf: 256 KB.",
      "C’est plus qu’une cellule ne peut contenir : 256 Ko.", "Es más de lo que admite una celda: 256 KB.",
      "هذا أكثر مما تسعه الخلية: 256 KB.", "超出了单元的上限：256 KB。", "セルの上限 256 KB を超えています。",
      "זה יותר ממה שתא יכול להכיל: 256 KB.",
    ],
    "The other version": [
      "Die andere Fassung", "L’autre version", "La otra versión", "النسخة الأخرى", "另一个版本", "もう一方の版",
      "הגרסה האחרת",
    ],
    "Run mine": [
      "Meine ausführen", "Exécuter la mienne", "Ejecutar la mía", "شغّل نسختي", "运行我的", "自分の版を実行",
      "להריץ את שלי",
    ],
    "Take the other one": [
      "Die andere nehmen", "Prendre l’autre", "Tomar la otra", "خذ النسخة الأخرى", "采用另一个", "もう一方を使う",
      "לקחת את האחרת",
    ],
    "This is the author’s version. Undoing brings yours back.": [
      "Das ist die Fassung des Autors. Zurücknehmen bringt die eigene wieder.",
      "Voici la version de l’auteur. Annuler rétablit la vôtre.",
      "Esta es la versión del autor. Deshacer recupera la suya.", "هذه نسخة المؤلف. التراجع يعيد نسختك.",
      "这是作者的版本。撤销可恢复你的版本。", "これは著者の版です。元に戻すと自分の版が戻ります。", "זו גרסת המחבר. ביטול מחזיר את שלכם.",
    ],
    "Saved to the notebook.": [
      "Im Notebook gesichert.", "Enregistré dans le notebook.", "Guardado en el cuaderno.",
      "حُفظ في الدفتر.", "已保存到笔记本。", "ノートブックに保存しました。", "נשמר במחברת.",
    ],
    "This cell fails.": [
      "Diese Zelle schlägt fehl.", "Cette cellule échoue.", "Esta celda falla.", "هذه الخلية تفشل.",
      "此单元出错。", "このセルは失敗します。", "התא הזה נכשל.",
    ],
    "Done.": ["Fertig.", "Terminé.", "Listo.", "تم.", "完成。", "完了。", "בוצע."],
    "This cell is no longer in the notebook. Your text stays here until you close it.": [
      "Diese Zelle ist nicht mehr im Notebook. Der Text bleibt hier, bis er geschlossen wird.",
      "Cette cellule n’est plus dans le notebook. Votre texte reste ici jusqu’à ce que vous le fermiez.",
      "Esta celda ya no está en el cuaderno. Su texto queda aquí hasta que lo cierre.",
      "لم تعد هذه الخلية في الدفتر. يبقى نصك هنا حتى تغلقه.", "此单元已不在笔记本中。你的文本会保留在这里，直到你关闭。",
      "このセルはもうノートブックにありません。閉じるまで文はここに残ります。", "התא הזה כבר אינו במחברת. הטקסט שלכם נשאר כאן עד לסגירה.",
    ],
    "This cell was changed meanwhile, in the notebook or in another window.": [
      "Diese Zelle wurde inzwischen geändert, im Notebook oder in einem anderen Fenster.",
      "Cette cellule a été modifiée entre-temps, dans le notebook ou dans une autre fenêtre.",
      "Esta celda se cambió entretanto, en el cuaderno o en otra ventana.",
      "تغيّرت هذه الخلية في هذه الأثناء، في الدفتر أو في نافذة أخرى.", "此单元已在笔记本或另一个窗口中被更改。",
      "このセルはその間にノートブックか別のウィンドウで変更されました。", "התא הזה שונה בינתיים, במחברת או בחלון אחר.",
    ],
    "Edit": ["Bearbeiten", "Modifier", "Editar", "تحرير", "编辑", "編集", "עריכה"],
    "Edit this cell": [
      "Diese Zelle bearbeiten", "Modifier cette cellule", "Editar esta celda", "تحرير هذه الخلية", "编辑此单元",
      "このセルを編集", "עריכת התא הזה",
    ],
    "You have edited this cell, and its author has changed it since. Your version runs.": [
      "Diese Zelle ist bearbeitet, und der Autor hat sie seither geändert. Die eigene Fassung läuft.",
      "Vous avez modifié cette cellule, et son auteur l’a changée depuis. Votre version est exécutée.",
      "Usted editó esta celda y su autor la ha cambiado desde entonces. Se ejecuta su versión.",
      "حرّرت هذه الخلية ثم غيّرها مؤلفها. نسختك هي التي تعمل.", "你编辑了此单元，之后作者又更改了它。运行的是你的版本。",
      "このセルを編集した後、著者も変更しました。実行されるのはあなたの版です。", "ערכתם את התא הזה, ומחברו שינה אותו מאז. הגרסה שלכם רצה.",
    ],
    "Keep mine": [
      "Meine behalten", "Garder la mienne", "Conservar la mía", "احتفظ بنسختي", "保留我的", "自分の版を残す",
      "לשמור את שלי",
    ],
    "Take the author’s": [
      "Die des Autors nehmen", "Prendre celle de l’auteur", "Tomar la del autor", "خذ نسخة المؤلف", "采用作者的",
      "著者の版を使う", "לקחת את של המחבר",
    ],
    "Edited by you": [
      "Selbst bearbeitet", "Modifié par vous", "Editada por usted", "حرّرتها أنت", "你已编辑", "あなたが編集",
      "נערך על ידיכם",
    ],
    "You have begun to edit this cell": [
      "Bearbeitung begonnen", "Modification commencée", "Edición empezada", "بدأت تحرير هذه الخلية",
      "已开始编辑此单元", "このセルを編集中です", "התחלתם לערוך את התא הזה",
    ],
    "Go on": ["Fortsetzen", "Continuer", "Continuar", "متابعة", "继续", "続ける", "המשך"],
    "Line #": ["Zeile #", "Ligne #", "Línea #", "السطر #", "第 # 行", "# 行目", "שורה #"],
    "The server has ended: this page may be out of date.": [
      "Der Server ist beendet: Diese Seite ist vielleicht veraltet.",
      "Le serveur s’est arrêté : cette page n’est peut-être plus à jour.",
      "El servidor ha terminado: esta página puede estar desactualizada.",
      "انتهى الخادم: قد تكون هذه الصفحة قديمة.", "服务器已结束：此页可能已过时。", "サーバーが終了しました：このページは古いかもしれません。",
      "השרת הסתיים: ייתכן שהדף אינו עדכני.",
    ],
    "Connect again": [
      "Neu verbinden", "Se reconnecter", "Volver a conectar", "أعد الاتصال", "重新连接", "再接続", "התחברות מחדש",
    ],
    "The page’s run": [
      "Der Lauf der Seite", "L’exécution de la page", "La ejecución de la página", "تشغيل الصفحة", "页面的运行",
      "ページの実行", "הרצת הדף",
    ],
    "Cells that have run": [
      "Ausgeführte Zellen", "Cellules exécutées", "Celdas ejecutadas", "الخلايا المنفَّذة", "已运行的单元",
      "実行済みのセル", "תאים שרצו",
    ],
    "Parameters": ["Parameter", "Paramètres", "Parámetros", "المعاملات", "参数", "パラメータ", "פרמטרים"],
    "Reset #": [
      "# zurücksetzen", "Réinitialiser #", "Restablecer #", "إعادة ضبط #", "重置 #", "# をリセット", "איפוס #",
    ],
    "The author’s value is #": [
      "Der Wert des Autors ist #", "La valeur de l’auteur est #", "El valor del autor es #",
      "قيمة المؤلف هي #", "作者的值为 #", "著者の値は #", "הערך של המחבר הוא #",
    ],
    "Edits without a cell": [
      "Bearbeitungen ohne Zelle", "Modifications sans cellule", "Ediciones sin celda", "تحريرات بلا خلية",
      "没有单元的编辑", "セルのない編集", "עריכות ללא תא",
    ],
    "Your edits last until the server ends: they can’t be kept on this disk.": [
      "Die Bearbeitungen halten, bis der Server endet: Auf dieser Platte lassen sie sich nicht aufheben.",
      "Vos modifications durent jusqu’à l’arrêt du serveur : elles ne peuvent pas être conservées sur ce disque.",
      "Sus ediciones duran hasta que termine el servidor: no se pueden guardar en este disco.",
      "تبقى تحريراتك حتى ينتهي الخادم: لا يمكن حفظها على هذا القرص.", "你的编辑保留到服务器结束：无法保存在此磁盘上。",
      "編集はサーバーの終了まで有効です：このディスクには保存できません。", "העריכות נשמרות עד סיום השרת: אי אפשר לשמור אותן בדיסק הזה.",
    ],
    "You have edited a cell that is no longer in the notebook. This was your version:": [
      "Eine bearbeitete Zelle ist nicht mehr im Notebook. Das war die eigene Fassung:",
      "Vous avez modifié une cellule qui n’est plus dans le notebook. Voici votre version :",
      "Editó una celda que ya no está en el cuaderno. Esta era su versión:",
      "حرّرت خلية لم تعد في الدفتر. كانت هذه نسختك:", "你编辑过的一个单元已不在笔记本中。这是你的版本：",
      "編集したセルはもうノートブックにありません。あなたの版はこれでした：", "ערכתם תא שכבר אינו במחברת. זו הייתה הגרסה שלכם:",
    ],
    "Discard": ["Verwerfen", "Abandonner", "Descartar", "تجاهل", "丢弃", "破棄", "להשליך"],
    "The server doesn’t answer. Your text is kept in this browser.": [
      "Der Server antwortet nicht. Der Text ist in diesem Browser aufgehoben.",
      "Le serveur ne répond pas. Votre texte est conservé dans ce navigateur.",
      "El servidor no responde. Su texto queda guardado en este navegador.",
      "الخادم لا يستجيب. نصك محفوظ في هذا المتصفح.", "服务器没有响应。你的文本保存在此浏览器中。",
      "サーバーが応答しません。文はこのブラウザーに保存されています。", "השרת אינו עונה. הטקסט שלכם שמור בדפדפן הזה.",
    ],
  ]
}
