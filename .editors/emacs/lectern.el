;;; lectern.el --- Notebooks with Swift cells  -*- lexical-binding: t -*-

;; (load "/path/to/.editors/emacs/lectern.el") in init.el; needs markdown-mode, and eglot, which Emacs 29 has built in.

(require 'eglot)
(require 'markdown-mode)

(defvar lectern-command (or (getenv "LECTERN") "lectern")
  "The command, or its path.")

(add-to-list 'eglot-server-programs
             `((markdown-mode gfm-mode) . (,lectern-command "lsp")))
(add-hook 'markdown-mode-hook #'eglot-ensure)

(defun lectern-preview ()
  "Save the notebook and show its page in a browser; the page follows each save."
  (interactive)
  (save-buffer)
  (start-process "lectern" "*lectern*" lectern-command "serve" (buffer-file-name)))

(provide 'lectern)
;;; lectern.el ends here
