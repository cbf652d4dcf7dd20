-- 批量导入：逐行暂存、错误清单、进度；导出任务
ALTER TABLE enterprise_imports ADD COLUMN user_id {uuid};
ALTER TABLE enterprise_imports ADD COLUMN done {int} NOT NULL DEFAULT 0;
ALTER TABLE enterprise_imports ADD COLUMN total {int} NOT NULL DEFAULT 0;
ALTER TABLE enterprise_imports ADD COLUMN confirmed_at {int};
ALTER TABLE enterprise_imports ADD COLUMN failure {text} NOT NULL DEFAULT '';
-- 以前的校验没有逐行暂存，不能再确认。
UPDATE enterprise_imports SET state = 'cancelled' WHERE state = 'checked';
CREATE INDEX enterprise_imports_prov ON enterprise_imports (prov, id);
CREATE INDEX enterprise_imports_city ON enterprise_imports (city, id);
CREATE INDEX enterprise_imports_county ON enterprise_imports (county, id);

CREATE TABLE enterprise_import_rows (
  import_id {uuid} NOT NULL, ordinal {int} NOT NULL, kind {text} NOT NULL, state {text} NOT NULL,
  owner {int} NOT NULL, sheet {text} NOT NULL, row_no {int} NOT NULL, credit_code {text} NOT NULL, name {text} NOT NULL,
  enterprise_id {uuid}, revision {int} NOT NULL, facts_json {text} NOT NULL, before_json {text} NOT NULL,
  sentence {text} NOT NULL, PRIMARY KEY (import_id, ordinal)
) {strict};
CREATE INDEX enterprise_import_rows_state ON enterprise_import_rows (import_id, state, ordinal);
CREATE INDEX enterprise_import_rows_pieces ON enterprise_import_rows (import_id, owner, ordinal) WHERE kind = 'piece';

CREATE TABLE enterprise_import_faults (
  import_id {uuid} NOT NULL, sheet_no {int} NOT NULL, row_no {int} NOT NULL, column_no {int} NOT NULL,
  ordinal {int} NOT NULL, sheet {text} NOT NULL, heading {text} NOT NULL, value {text} NOT NULL,
  sentence {text} NOT NULL, PRIMARY KEY (import_id, sheet_no, row_no, column_no, ordinal)
) {strict};

CREATE TABLE exports (
  id {uuid} PRIMARY KEY, user_id {uuid} NOT NULL, organisation_id {uuid} NOT NULL,
  prov {text} NOT NULL, city {text} NOT NULL, county {text} NOT NULL,
  kind {text} NOT NULL, state {text} NOT NULL, conditions_json {text} NOT NULL, file_name {text} NOT NULL,
  rows_written {int} NOT NULL, rows_sha256 {text} NOT NULL, file_sha256 {text} NOT NULL, bytes {int} NOT NULL,
  failure {text} NOT NULL, created_at {int} NOT NULL, created_by {text} NOT NULL, finished_at {int}
) {strict};
CREATE INDEX exports_user ON exports (user_id, id);
CREATE INDEX exports_state ON exports (state);

-- 撤销导入之前要知道企业是否已被使用。
CREATE INDEX schemes_enterprise_use ON schemes (enterprise_id, updated_at);
