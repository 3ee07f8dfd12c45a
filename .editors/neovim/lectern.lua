-- Lectern in Neovim: `dofile("/path/to/.editors/neovim/lectern.lua")` in init.lua, or this file in ~/.config/nvim/plugin.
-- $LECTERN or `vim.g.lectern` names the command if it isn't on the PATH.

local function start(buffer)
  local name = vim.api.nvim_buf_get_name(buffer)
  if name == "" then return end
  local options = {
    name = "lectern",
    cmd = { vim.g.lectern or vim.env.LECTERN or "lectern", "lsp" },
    root_dir = vim.fn.fnamemodify(name, ":p:h"),
  }
  if vim.lsp.start then
    vim.lsp.start(options, { bufnr = buffer })
    return
  end
  -- Neovim 0.7: one client for all notebooks.
  lectern_client = lectern_client or vim.lsp.start_client(options)
  if lectern_client then vim.lsp.buf_attach_client(buffer, lectern_client) end
end

-- The colours of Swift in cells and in values.
local function colour()
  vim.b.current_syntax = nil
  vim.cmd([[
    silent! syntax include @lecternSwift syntax/swift.vim
    syntax region lecternCell matchgroup=markdownCodeDelimiter keepend contains=@lecternSwift
      \ start=/^\s*\z(`\{3,}\)\s*{\s*swift\s*}.*$/ end=/^\s*\z1`*\s*$/
    syntax region lecternValue matchgroup=markdownCodeDelimiter oneline contains=@lecternSwift
      \ start=/`{\s*swift\s*}/ end=/`/
  ]])
  vim.b.current_syntax = "markdown"
end

local group = vim.api.nvim_create_augroup("lectern", { clear = true })
vim.api.nvim_create_autocmd("FileType", {
  group = group,
  pattern = { "markdown", "quarto" },
  callback = function(event) start(event.buf) end,
})
vim.api.nvim_create_autocmd("Syntax", {
  group = group,
  pattern = "markdown",
  callback = function(event)
    -- After the colours of Markdown, which may come after this file's.
    vim.schedule(function()
      if vim.api.nvim_buf_is_valid(event.buf) then vim.api.nvim_buf_call(event.buf, colour) end
    end)
  end,
})

-- The page in a browser; it follows each save.
vim.api.nvim_create_user_command("LecternPreview", function()
  vim.cmd("silent update")
  vim.fn.jobstart({ vim.g.lectern or vim.env.LECTERN or "lectern", "serve", vim.fn.expand("%:p") })
end, {})
