-- 证照附件：企业的营业执照、许可证等的照片或者扫描件；不再使用的撤下，不删除
CREATE TABLE enterprise_licences (
  id {uuid} PRIMARY KEY, enterprise_id {uuid} NOT NULL, kind {text} NOT NULL, number {text} NOT NULL, valid_to {text},
  attachment_id {uuid} NOT NULL, added_at {int} NOT NULL, added_by {text} NOT NULL,
  withdrawn_at {int}, withdrawn_by {text} NOT NULL, withdrawal_reason {text} NOT NULL
) {strict};
CREATE INDEX enterprise_licences_enterprise ON enterprise_licences (enterprise_id, id);
