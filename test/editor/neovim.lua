-- Opens order.cpp of the working folder in a headless Neovim with memtidy-clangd ($CLANGD) as its language server, prints the
-- diagnostics, applies the first code action and writes the file. Ends with 1 when the server does not answer.

local Seconds = 30

local function fail(Text)
  io.stderr:write("FAILED: " .. Text .. "\n")
  vim.cmd("cquit 1")
end

local function say(Text)
  io.stdout:write(Text .. "\n")
end

local function paramsOf(Found)
  local Range = {
    start = { line = Found.lnum, character = Found.col },
    ["end"] = { line = Found.end_lnum, character = Found.end_col },
  }
  local Diagnostic = { range = Range, message = Found.message, severity = Found.severity, source = Found.source }
  return {
    textDocument = vim.lsp.util.make_text_document_params(0),
    range = Range,
    context = { diagnostics = { Diagnostic } },
  }
end

local function applyFirstAction(Client, Found)
  local Answer = Client.request_sync("textDocument/codeAction", paramsOf(Found), Seconds * 1000, 0)
  if not Answer or Answer.err or #(Answer.result or {}) == 0 then
    fail("no code action: " .. vim.inspect(Answer))
  end
  local Action = Answer.result[1]
  say("action: " .. Action.title)
  vim.lsp.util.apply_workspace_edit(Action.edit, Client.offset_encoding)
  vim.cmd("write")
end

vim.cmd("edit order.cpp")
vim.bo.filetype = "cpp"
local Id = vim.lsp.start_client({ name = "memtidy", cmd = { vim.env.CLANGD, "--log=error" }, root_dir = vim.fn.getcwd() })
if not Id or not vim.lsp.buf_attach_client(0, Id) then
  fail("the server does not start")
end
if not vim.wait(Seconds * 1000, function() return #vim.diagnostic.get(0) > 0 end) then
  fail("no diagnostics within " .. Seconds .. " s")
end

for _, Found in ipairs(vim.diagnostic.get(0)) do
  say(string.format("%d:%d: %s", Found.lnum + 1, Found.col + 1, Found.message))
end
applyFirstAction(vim.lsp.get_client_by_id(Id), vim.diagnostic.get(0)[1])
vim.cmd("qall!")
