// 文本编辑 · CodeMirror as the template pages use it: Chinese words, our colours, Typst in its colours
//
// It stands in a shadow root: there its styles are adopted sheets, which the page's content security policy allows.
import { HighlightStyle, StreamLanguage, bracketMatching, syntaxHighlighting } from "@codemirror/language";
import { highlightSelectionMatches, search } from "@codemirror/search";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView, drawSelection, highlightActiveLine, highlightActiveLineGutter, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const phrases = EditorState.phrases.of({
  Find: "查找", Replace: "替换为", next: "下一处", previous: "上一处", all: "全部", "match case": "区分大小写", "by word": "整词", regexp: "正则", replace: "替换", "replace all": "全部替换", close: "关闭",
  "current match": "当前一处", "replaced $ matches": "替换了 $ 处", "replaced match on line $": "替换了第 $ 行", "on line": "在第", "No diagnostics": "没有错误", Diagnostics: "错误",
  "$ unchanged lines": "相同的 $ 行", "Control character": "控制字符", "Selection deleted": "已删除所选", "Go to line": "转到行", go: "转到",
});

/** Enough of Typst to tell notes, texts and parts apart; the server knows the rest. */
const typst = StreamLanguage.define<{ inComment: boolean }>({
  name: "typst",
  startState: () => ({ inComment: false }),
  token(stream, state) {
    if (state.inComment) {
      if (stream.skipTo("*/")) {
        stream.match("*/");
        state.inComment = false;
      } else stream.skipToEnd();
      return "comment";
    }
    if (stream.match("//")) {
      stream.skipToEnd();
      return "comment";
    }
    if (stream.match("/*")) {
      state.inComment = true;
      return "comment";
    }
    if (stream.match(/^"(?:[^"\\]|\\.)*"?/)) return "string";
    if (stream.match(/^#?(?:let|set|show|import|include|for|in|if|else|while|return|none|auto|true|false|context|and|or|not)(?![\w-])/)) return "keyword";
    if (stream.match(/^#[a-zA-Z_][\w-]*(?:\.[a-zA-Z_][\w-]*)*/)) return "variableName";
    if (stream.match(/^<[\w-]+>/)) return "labelName";
    if (stream.match(/^\d+(?:\.\d+)?(?:pt|mm|cm|em|fr|%)?/)) return "number";
    if (stream.match(/^[a-zA-Z_][\w-]*/)) return "name";
    stream.next();
    return null;
  },
});
const colours = HighlightStyle.define([
  { tag: tags.comment, color: "var(--zf-text-3)", fontStyle: "italic" },
  { tag: tags.string, color: "var(--zf-green)" },
  { tag: tags.keyword, color: "var(--zf-blue-dark)", fontWeight: "600" },
  { tag: tags.variableName, color: "var(--zf-blue)" },
  { tag: tags.labelName, color: "var(--zf-red)" },
  { tag: tags.number, color: "var(--zf-amber)" },
]);
const look = EditorView.theme({
  "&": { height: "100%", fontSize: "14px", color: "var(--zf-text)", backgroundColor: "var(--zf-panel)" },
  "&.cm-focused": { outline: "2px solid var(--zf-blue-line)", outlineOffset: "-2px" },
  ".cm-scroller": { fontFamily: "'Noto Sans Mono CJK SC', ui-monospace, Consolas, monospace", lineHeight: "1.6" },
  ".cm-gutters": { backgroundColor: "var(--zf-ground)", color: "var(--zf-text-3)", borderRight: "1px solid var(--zf-line)" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--zf-blue-soft)" },
  ".cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": { backgroundColor: "var(--zf-blue-line)" },
  ".cm-tooltip": { backgroundColor: "var(--zf-panel)", border: "1px solid var(--zf-line)", color: "var(--zf-text)", fontFamily: "var(--zf-font)" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--zf-red)" },
  ".cm-panels": { backgroundColor: "var(--zf-ground)", color: "var(--zf-text)" },
  ".cm-changedLine": { backgroundColor: "var(--zf-green-soft)" },
  ".cm-deletedChunk": { backgroundColor: "var(--zf-red-soft)" },
  ".cm-collapsedLines": { color: "var(--zf-text-3)", background: "var(--zf-ground)", fontFamily: "var(--zf-font)" },
  // The mark that CodeMirror puts here stands in few fonts.
  ".cm-collapsedLines::before, .cm-collapsedLines::after": { content: "'…'" },
});

/** What every text of a template is shown with. */
export const shown: Extension = [phrases, typst, syntaxHighlighting(colours), look, lineNumbers(), EditorView.lineWrapping];
/** What is needed besides to write in it. */
export const written: Extension = [drawSelection(), highlightActiveLine(), highlightActiveLineGutter(), bracketMatching(), highlightSelectionMatches(), search({ top: true })];

/** Where CodeMirror is mounted. */
export const shadowOf = (host: HTMLElement): ShadowRoot => host.shadowRoot ?? host.attachShadow({ mode: "open" });
