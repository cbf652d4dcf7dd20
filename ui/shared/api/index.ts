// 接口 · the typed client and the shapes of the contract, in one door
export * from "./types";
export * from "./client";
export * from "./reference";
