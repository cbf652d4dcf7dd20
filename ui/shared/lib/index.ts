// 小工具 · pure helpers shared by both apps
export * from "./ids";
export * from "./format";
export * from "./changes";
