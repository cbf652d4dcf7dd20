// 类型 · modules that TypeScript cannot read by itself
declare module "*.css";
