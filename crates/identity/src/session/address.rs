//! 来源地址 · where a caller comes from
//!
//! The peer of the connection. What a proxy says of its client is believed only when the proxy was named at start:
//! anybody can write a header.

use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::Response;
use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

/// The reverse proxies whose `X-Forwarded-For` is believed.
#[derive(Debug, Clone, Default)]
pub struct TrustedProxies(Arc<Vec<IpAddr>>);

impl TrustedProxies {
    /// These addresses, and no others.
    #[must_use]
    pub fn new(addresses: Vec<IpAddr>) -> Self {
        Self(Arc::new(addresses))
    }

    /// The caller behind a connection: the last one in the chain of proxies that is not itself a trusted proxy.
    fn caller(&self, connection: IpAddr, forwarded: &[&str]) -> IpAddr {
        let mut caller = connection.to_canonical();
        let mut chain: Vec<&str> = forwarded.iter().flat_map(|line| line.split(',')).map(str::trim).collect();
        while self.0.contains(&caller) {
            let Some(before) = chain.pop().and_then(|text| text.parse::<IpAddr>().ok()) else { break };
            caller = before.to_canonical();
        }
        caller
    }
}

/// Middleware, outermost: puts the caller in the place of the proxy, for whoever asks where a request comes from.
pub async fn behind_proxies(State(proxies): State<TrustedProxies>, mut request: Request, next: Next) -> Response {
    if let Some(ConnectInfo(peer)) = request.extensions().get::<ConnectInfo<SocketAddr>>().copied() {
        let lines = request.headers().get_all("x-forwarded-for");
        let lines: Vec<&str> = lines.iter().filter_map(|v| v.to_str().ok()).collect();
        let caller = SocketAddr::new(proxies.caller(peer.ip(), &lines), peer.port());
        request.extensions_mut().insert(ConnectInfo(caller));
    }
    next.run(request).await
}

/// The caller's address; empty when the server does not know it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Peer(pub String);

impl<S: Send + Sync> FromRequestParts<S> for Peer {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip().to_canonical().to_string());
        Ok(Self(peer.unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 只有启动时写明的代理转述的来源地址才可信，他人写的一概不信。
    #[test]
    fn only_a_trusted_proxy_may_say_who_is_behind_it() {
        let none = TrustedProxies::default();
        let two = TrustedProxies::new(vec!["10.0.0.1".parse().unwrap(), "10.0.0.2".parse().unwrap()]);
        let of = |p: &TrustedProxies, peer: &str, lines: &[&str]| p.caller(peer.parse().unwrap(), lines).to_string();
        assert_eq!(of(&none, "192.0.2.7", &["198.51.100.1"]), "192.0.2.7");
        assert_eq!(of(&two, "192.0.2.7", &["198.51.100.1"]), "192.0.2.7");
        assert_eq!(of(&two, "10.0.0.1", &["203.0.113.9, 192.0.2.7"]), "192.0.2.7");
        assert_eq!(of(&two, "10.0.0.1", &["192.0.2.7", "10.0.0.2"]), "192.0.2.7");
        assert_eq!(of(&two, "10.0.0.1", &[]), "10.0.0.1");
        assert_eq!(of(&two, "::ffff:10.0.0.1", &["nonsense"]), "10.0.0.1");
    }
}
