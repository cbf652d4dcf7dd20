//! 大门 · what everybody passes before a chapter: how often one may ask, and HTTPS.

use crate::crash::Program;
use crate::world::{County, Engine};
use axum::http::Request;
use rustls::pki_types::{CertificateDer, ServerName};
use serde_json::json;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;

/// 同一地址一分钟内登录次数过多的，不再受理，并告知多久以后再试；别的请求不受影响。
#[tokio::test]
async fn one_address_cannot_try_passwords_for_ever() {
    let county = County::with_limits(1_000).await;
    let nobody = county.nobody();
    for _ in 0..30 {
        nobody.post("/sessions", &json!({"account": 7})).await.is_refused(422, "request.malformed");
    }
    nobody.post("/sessions", &json!({"account": 7})).await.is_refused(429, "request.too_often");
    nobody.get("/regions").await.is_refused(401, "session.none");
}

/// 一次登录每秒请求过多的，先不受理，别的登录照常。
#[tokio::test]
async fn one_session_that_asks_without_end_is_held_back() {
    let county = County::with_limits(5).await;
    let (zhao, qian) = (county.person("zhao").await, county.person("qian").await);
    let mut held_back = 0;
    for _ in 0..40 {
        held_back += i32::from(zhao.get("/me").await.status == 429);
    }
    assert!(held_back > 0);
    qian.get("/me").await.ok();
}

/// 页面和接口的每个答复都带安全头；脚本和样式只认本系统的文件，不许写在页面里。
#[tokio::test]
async fn every_answer_bears_the_headers_that_keep_the_browser_ours() {
    let county = County::new().await;
    for at in ["/", "/schemes", "/api/me", "/api/no-such-page", "/api/sessions"] {
        let request =
            Request::get(at).extension(axum::extract::ConnectInfo(std::net::SocketAddr::from(([192, 0, 2, 10], 1))));
        let request = request.body(axum::body::Body::empty()).unwrap();
        let answer = tower::ServiceExt::oneshot(county.router.clone(), request).await.unwrap();
        let header = |name: &str| answer.headers().get(name).map(|v| v.to_str().unwrap()).unwrap_or_default();
        let policy = header("content-security-policy");
        assert!(policy.contains("default-src 'self'") && policy.contains("object-src 'none'"), "{at}: {policy}");
        assert!(policy.contains("frame-ancestors 'self'") && !policy.contains("unsafe"), "{at}: {policy}");
        assert!(!policy.contains('*') && !policy.contains("http"), "{at}: {policy}");
        assert_eq!(header("x-content-type-options"), "nosniff", "{at}");
        assert_eq!(header("x-frame-options"), "SAMEORIGIN", "{at}");
        assert_eq!(header("referrer-policy"), "no-referrer", "{at}");
        assert!(header("permissions-policy").contains("geolocation=()"), "{at}");
        assert_eq!(at.starts_with("/api/"), header("cache-control") == "no-store", "{at}");
    }
}

/// 自带 HTTPS：证书由本单位提供，凭据只经 HTTPS 传送，浏览器此后只用 HTTPS。
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_program_serves_https_by_itself() {
    let (engine, dir) = (Engine::of_its_own().await, tempfile::tempdir().unwrap());
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let (cert, key) = (dir.path().join("cert.pem"), dir.path().join("key.pem"));
    std::fs::write(&cert, made.cert.pem()).unwrap();
    std::fs::write(&key, made.signing_key.serialize_pem()).unwrap();
    let tls = ["--tls-cert", cert.to_str().unwrap(), "--tls-key", key.to_str().unwrap()];
    let program = Program::start_with(&engine, dir.path(), &tls);

    let account = seed::all().unwrap().people.iter().find(|p| p.key == "zhao").unwrap().account.clone();
    let body = json!({"account": account, "password": crate::world::INITIAL}).to_string();
    let head = Request::post("/api/sessions").header("content-length", body.len());
    let answer = ask(&program.address, made.cert.der(), head, &body);
    let answer = answer.to_lowercase();
    assert!(answer.starts_with("http/1.1 200"), "{answer}");
    assert!(answer.contains("strict-transport-security: max-age="), "{answer}");
    let cookie = answer.lines().find(|line| line.starts_with("set-cookie:")).unwrap();
    assert!(cookie.contains("; secure") && cookie.contains("; httponly"), "{cookie}");

    let mut plain = TcpStream::connect(&program.address).unwrap();
    plain.write_all(b"GET /api/me HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n").unwrap();
    let mut heard = Vec::new();
    let _ = plain.read_to_end(&mut heard);
    assert!(!String::from_utf8_lossy(&heard).contains("HTTP/1.1"), "plain http is not answered");
    program.kill();
}

/// One request over TLS, trusting only this certificate.
fn ask(address: &str, trusted: &CertificateDer<'_>, head: axum::http::request::Builder, body: &str) -> String {
    let mut roots = rustls::RootCertStore::empty();
    roots.add(trusted.clone().into_owned()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let config = Arc::new(config.with_root_certificates(roots).with_no_client_auth());
    let name = ServerName::try_from("localhost").unwrap();
    let mut session = rustls::ClientConnection::new(config, name).unwrap();
    let mut socket = TcpStream::connect(address).unwrap();
    let mut stream = rustls::Stream::new(&mut session, &mut socket);
    let request = head.header("connection", "close").body(()).unwrap();
    let mut text = format!("{} {} HTTP/1.1\r\nhost: localhost\r\n", request.method(), request.uri());
    for (name, value) in request.headers() {
        text.push_str(&format!("{name}: {}\r\n", value.to_str().unwrap()));
    }
    let text = format!("{text}content-type: application/json\r\ncommand-id: {}\r\n\r\n{body}", crate::world::id());
    stream.write_all(text.as_bytes()).unwrap();
    let mut heard = Vec::new();
    let _ = stream.read_to_end(&mut heard);
    String::from_utf8_lossy(&heard).into_owned()
}
