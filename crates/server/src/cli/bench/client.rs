//! A small client on one kept connection, so that the measured CPU is the server's.

use lexicon::CommandId;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;

/// One connection with its session.
pub struct Client {
    stream: BufReader<TcpStream>,
    session: String,
}

impl Client {
    /// Connects.
    pub fn connect(address: &str, session: &str) -> Result<Self, String> {
        let stream = TcpStream::connect(address).map_err(|e| e.to_string())?;
        stream.set_nodelay(true).map_err(|e| e.to_string())?;
        Ok(Self { stream: BufReader::new(stream), session: session.to_owned() })
    }

    /// One request, PUT with a body and GET without; the answer must be a success.
    pub fn send(&mut self, path: &str, body: Option<&Value>) -> Result<Value, String> {
        let method = if body.is_some() { "PUT" } else { "GET" };
        let (head, answer) = self.exchange(method, path, body).map_err(|e| e.to_string())?;
        let value: Value = serde_json::from_slice(&answer).map_err(|e| e.to_string())?;
        if head.contains(" 200 ") { Ok(value) } else { Err(format!("{method} {path}: {value}")) }
    }

    /// One request with a body of some kind; the answer must be a success.
    pub fn call(&mut self, (method, path): (&str, &str), body: (&str, &[u8])) -> Result<Value, String> {
        let (head, answer) = self.bytes(method, path, body).map_err(|e| e.to_string())?;
        let value: Value = serde_json::from_slice(&answer).map_err(|e| e.to_string())?;
        if head.contains(" 200 ") { Ok(value) } else { Err(format!("{method} {path}: {value}")) }
    }

    /// Downloads a file; how many bytes it has.
    pub fn file(&mut self, path: &str) -> Result<usize, String> {
        let (head, answer) = self.bytes("GET", path, ("", b"")).map_err(|e| e.to_string())?;
        if head.contains(" 200 ") { Ok(answer.len()) } else { Err(String::from_utf8_lossy(&answer).into_owned()) }
    }

    fn exchange(&mut self, method: &str, path: &str, body: Option<&Value>) -> std::io::Result<(String, Vec<u8>)> {
        let body = body.map(Value::to_string).unwrap_or_default();
        self.bytes(method, path, ("application/json", body.as_bytes()))
    }

    fn bytes(&mut self, method: &str, path: &str, (kind, body): (&str, &[u8])) -> std::io::Result<(String, Vec<u8>)> {
        let request = format!(
            "{method} /api{path} HTTP/1.1\r\nhost: bench\r\ncookie: {}\r\ncommand-id: {}\r\ncontent-type: {kind}\r\n\
             content-length: {}\r\n\r\n",
            self.session,
            CommandId::new(),
            body.len()
        );
        self.stream.get_mut().write_all(request.as_bytes())?;
        self.stream.get_mut().write_all(body)?;
        let (mut head, mut length) = (String::new(), 0);
        loop {
            let start = head.len();
            self.stream.read_line(&mut head)?;
            let line = head.get(start..).unwrap_or_default().trim().to_ascii_lowercase();
            if line.is_empty() {
                break;
            }
            if let Some(n) = line.strip_prefix("content-length: ") {
                length = n.parse().unwrap_or(0);
            }
        }
        let mut answer = vec![0; length];
        self.stream.read_exact(&mut answer)?;
        Ok((head, answer))
    }
}

/// Logs in; the session's cookie.
pub fn log_in(address: &str, account: &str, password: &str) -> Result<String, String> {
    let mut client = Client::connect(address, "")?;
    let body = json!({"account": account, "password": password});
    let (head, answer) = client.exchange("POST", "/sessions", Some(&body)).map_err(|e| e.to_string())?;
    let cookie = head.split("set-cookie: ").nth(1).and_then(|c| c.split(';').next()).map(str::to_owned);
    cookie.ok_or_else(|| String::from_utf8_lossy(&answer).into_owned())
}
