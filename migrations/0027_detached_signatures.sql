-- 国密签名：出具文书时对文件全部字节另作的 SM2 签名（十六进制）和当时所用的证书（PEM，本机关的在前）；写入后不改
CREATE TABLE document_detached_signatures (
  document_id {uuid} PRIMARY KEY, signature {text} NOT NULL, certificates {text} NOT NULL, signed_at {int} NOT NULL
) {strict};
