//! 来源地址 · where a caller comes from
//!
//! The peer of the connection. What a proxy says of its client is believed only when the proxy was named at start:
//! anybody can write a header.

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

/// The reverse proxies whose `X-Forwarded-For` is believed; put into the request by the server.
#[derive(Debug, Clone, Default)]
pub struct TrustedProxies(pub Arc<Vec<IpAddr>>);

/// The caller's address; empty when the server does not know it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Peer(pub String);

impl Peer {
    /// The address of the caller behind a connection: the last one in the chain of proxies that is not itself a
    /// trusted proxy.
    #[must_use]
    pub fn of(connection: Option<IpAddr>, forwarded: &[&str], trusted: &[IpAddr]) -> Self {
        let Some(mut caller) = connection.map(|ip| ip.to_canonical()) else { return Self::default() };
        let mut chain: Vec<&str> = forwarded.iter().flat_map(|line| line.split(',')).map(str::trim).collect();
        while trusted.contains(&caller) {
            let Some(before) = chain.pop().and_then(|text| text.parse::<IpAddr>().ok()) else { break };
            caller = before.to_canonical();
        }
        Self(caller.to_string())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Peer {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let connection = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let trusted = parts.extensions.get::<TrustedProxies>().cloned().unwrap_or_default();
        let lines: Vec<&str> =
            parts.headers.get_all("x-forwarded-for").iter().filter_map(|v| v.to_str().ok()).collect();
        Ok(Self::of(connection, &lines, &trusted.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 只有启动时写明的代理转述的来源地址才可信，他人写的一概不信。
    #[test]
    fn only_a_trusted_proxy_may_say_who_is_behind_it() {
        let ip = |text: &str| Some(text.parse::<IpAddr>().unwrap());
        let proxy = ["10.0.0.1".parse().unwrap(), "10.0.0.2".parse().unwrap()];
        let of = |peer, lines: &[&str], trusted: &[IpAddr]| Peer::of(peer, lines, trusted).0;
        assert_eq!(of(ip("192.0.2.7"), &["198.51.100.1"], &[]), "192.0.2.7");
        assert_eq!(of(ip("192.0.2.7"), &["198.51.100.1"], &proxy), "192.0.2.7");
        assert_eq!(of(ip("10.0.0.1"), &["203.0.113.9, 192.0.2.7"], &proxy), "192.0.2.7");
        assert_eq!(of(ip("10.0.0.1"), &["192.0.2.7", "10.0.0.2"], &proxy), "192.0.2.7");
        assert_eq!(of(ip("10.0.0.1"), &[], &proxy), "10.0.0.1");
        assert_eq!(of(ip("::ffff:10.0.0.1"), &["nonsense"], &proxy), "10.0.0.1");
        assert_eq!(of(None, &["192.0.2.7"], &proxy), "");
    }
}
