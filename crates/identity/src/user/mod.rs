//! 用户 · users
//!
//! 登录账号。A first login forces a new password; five failures lock for fifteen minutes.
//! 依据：GB/T 22239-2019（等级保护第三级：身份鉴别）

pub mod approvers;
pub mod password;
pub mod rules;
pub mod store;

#[cfg(test)]
mod tests;
