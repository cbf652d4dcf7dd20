// 验证码 · found in what was typed or scanned: the code itself, the words of a square code, or the address in it

/** The code without its hyphens; what holds none is asked as it stands, and the answer is that there is no such paper. */
export function codeIn(typed: string): string {
  const address = /\/v\/([0-9A-Za-z]{16})(?![0-9A-Za-z])/.exec(typed);
  const named = /验证码[：:\s]*((?:[0-9A-Za-z]{4}[\s-]*){4})/.exec(typed);
  return (address?.[1] ?? named?.[1] ?? typed).replace(/[\s-]/g, "");
}
