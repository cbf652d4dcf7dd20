-- 文书编号规则（各版本按启用日期）、随检查编号的分号、离线设备的预留号段、作废的号
DROP TABLE numbering_rules;
CREATE TABLE numbering_rules (
  id {uuid} PRIMARY KEY, organisation_id {uuid} NOT NULL, form {text} NOT NULL,
  region_word {text} NOT NULL, organ_word {text} NOT NULL, kind_word {text} NOT NULL,
  serial_mode {text} NOT NULL, start_serial {int} NOT NULL, digits {int} NOT NULL, brackets {text} NOT NULL,
  valid_from {text} NOT NULL, reason {text} NOT NULL, made_at {int} NOT NULL, made_by {text} NOT NULL
) {strict};
CREATE UNIQUE INDEX numbering_rules_form ON numbering_rules (organisation_id, form, valid_from);

ALTER TABLE documents ADD COLUMN part {int} NOT NULL DEFAULT 1;
-- 所随方案的年份和序号：同一检查的文书都记着，改用随检查编号时有所依据
ALTER TABLE documents ADD COLUMN lead_year {int} NOT NULL DEFAULT 0;
ALTER TABLE documents ADD COLUMN lead_serial {int} NOT NULL DEFAULT 0;
DROP INDEX documents_number;
CREATE UNIQUE INDEX documents_number ON documents (organisation_id, form, year, serial, part);

CREATE TABLE number_blocks (
  id {uuid} PRIMARY KEY, organisation_id {uuid} NOT NULL,
  prov {text} NOT NULL, city {text} NOT NULL, county {text} NOT NULL,
  form {text} NOT NULL, year {int} NOT NULL, first_serial {int} NOT NULL, last_serial {int} NOT NULL,
  first_number {text} NOT NULL, last_number {text} NOT NULL, device {text} NOT NULL,
  reserved_at {int} NOT NULL, reserved_by {text} NOT NULL, returned_at {int}, revision {int} NOT NULL
) {strict};
CREATE INDEX number_blocks_series ON number_blocks (organisation_id, form, year, first_serial);

CREATE TABLE voided_numbers (
  organisation_id {uuid} NOT NULL, form {text} NOT NULL, year {int} NOT NULL, serial {int} NOT NULL,
  number {text} NOT NULL, reason {text} NOT NULL, voided_at {int} NOT NULL, voided_by {text} NOT NULL,
  PRIMARY KEY (organisation_id, form, year, serial)
) {strict};
