// 密码要求 · shown while typing; the server decides. At least 10 characters, three of four kinds, not the old one.
export interface PasswordRule { text: string; met: boolean }

export function passwordRules(next: string, old: string): PasswordRule[] {
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/].filter((kind) => kind.test(next)).length;
  return [
    { text: "至少 10 个字符", met: [...next].length >= 10 },
    { text: "大写字母、小写字母、数字、其他字符，至少三种", met: kinds >= 3 },
    { text: "与原密码不同", met: next !== "" && next !== old },
  ];
}
