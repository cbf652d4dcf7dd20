// 检查 · lint rules: Element Plus only inside the kit, no any, no console
import vue from "eslint-plugin-vue";
import tseslint from "typescript-eslint";
import vueParser from "vue-eslint-parser";

export default [
  { ignores: ["**/dist/**", "**/node_modules/**", "shared/api/schema.ts", "shared/terms/generated.ts"] },
  ...tseslint.configs.recommended,
  ...vue.configs["flat/essential"],
  {
    files: ["**/*.vue"],
    languageOptions: { parser: vueParser, parserOptions: { parser: tseslint.parser, ecmaVersion: 2022, sourceType: "module" } },
  },
  {
    files: ["**/*.vue", "**/*.ts"],
    rules: {
      "no-console": "error",
      "eqeqeq": "error",
      "max-lines": ["error", 300],
      "vue/multi-word-component-names": "off",
      "vue/no-v-html": "error",
      "no-restricted-imports": ["error", { patterns: [{ group: ["element-plus", "element-plus/*", "@element-plus/*"], message: "Take components from @zhifa/shared/kit." }] }],
    },
  },
  { files: ["shared/kit/element.ts"], rules: { "no-restricted-imports": "off" } },
];
