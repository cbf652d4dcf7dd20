-- 机构部门：机构状态、内设机构、按日期生效的文书资料、复议诉讼地点；执法人员的提交与撤回
ALTER TABLE organisations ADD COLUMN leader {text} NOT NULL DEFAULT '';
ALTER TABLE organisations ADD COLUMN contact {text} NOT NULL DEFAULT '';
ALTER TABLE organisations ADD COLUMN contact_phone {text} NOT NULL DEFAULT '';
ALTER TABLE organisations ADD COLUMN ordinal {int} NOT NULL DEFAULT 0;
ALTER TABLE organisations ADD COLUMN state {text} NOT NULL DEFAULT 'active';
ALTER TABLE organisations ADD COLUMN ended_on {text};
ALTER TABLE organisations ADD COLUMN successor_id {uuid};
ALTER TABLE organisations ADD COLUMN lookup_reach {text} NOT NULL DEFAULT 'own';
ALTER TABLE organisations ADD COLUMN updated_at {int} NOT NULL DEFAULT 0;
ALTER TABLE organisations ADD COLUMN updated_by {text} NOT NULL DEFAULT '';
CREATE INDEX organisations_prov ON organisations (prov, id);
CREATE INDEX organisations_city ON organisations (city, id);
CREATE INDEX organisations_county ON organisations (county, id);
CREATE INDEX organisations_region ON organisations (region_code);

CREATE TABLE departments (
  id {uuid} PRIMARY KEY, organisation_id {uuid} NOT NULL, name {text} NOT NULL, ordinal {int} NOT NULL,
  leader {text} NOT NULL, contact {text} NOT NULL, contact_phone {text} NOT NULL,
  is_ended {flag} NOT NULL, ended_on {text},
  prov {text} NOT NULL, city {text} NOT NULL, county {text} NOT NULL,
  revision {int} NOT NULL, updated_at {int} NOT NULL, updated_by {text} NOT NULL
) {strict};
CREATE INDEX departments_organisation ON departments (organisation_id, ordinal);

CREATE TABLE organisation_profiles (
  organisation_id {uuid} NOT NULL, valid_from {text} NOT NULL, number_region {text} NOT NULL,
  address {text} NOT NULL, phone {text} NOT NULL, postcode {text} NOT NULL,
  fine_bank {text} NOT NULL, fine_account {text} NOT NULL,
  revision {int} NOT NULL, updated_at {int} NOT NULL, updated_by {text} NOT NULL,
  PRIMARY KEY (organisation_id, valid_from)
) {strict};
INSERT INTO organisation_profiles
  SELECT id, '2000-01-01', number_region, address, phone, postcode, fine_bank, fine_account, 1, 0, '系统'
  FROM organisations;

CREATE TABLE remedy_places (
  id {uuid} PRIMARY KEY, organisation_id {uuid} NOT NULL, kind {text} NOT NULL, name {text} NOT NULL,
  address {text} NOT NULL, is_default {flag} NOT NULL, valid_from {text} NOT NULL, valid_to {text},
  revision {int} NOT NULL, updated_at {int} NOT NULL, updated_by {text} NOT NULL
) {strict};
CREATE INDEX remedy_places_organisation ON remedy_places (organisation_id, kind, valid_from);
--only sqlite
INSERT INTO remedy_places
  SELECT randomblob(16), id, 'reconsideration', reconsideration_organ, '', 1, '2000-01-01', NULL, 1, 0, '系统'
  FROM organisations WHERE reconsideration_organ <> '';
INSERT INTO remedy_places
  SELECT randomblob(16), id, 'litigation', litigation_court, '', 1, '2000-01-01', NULL, 1, 0, '系统'
  FROM organisations WHERE litigation_court <> '';
--end
--only postgres
INSERT INTO remedy_places
  SELECT gen_random_uuid(), id, 'reconsideration', reconsideration_organ, '', true, '2000-01-01', NULL, 1, 0, '系统'
  FROM organisations WHERE reconsideration_organ <> '';
INSERT INTO remedy_places
  SELECT gen_random_uuid(), id, 'litigation', litigation_court, '', true, '2000-01-01', NULL, 1, 0, '系统'
  FROM organisations WHERE litigation_court <> '';
--end
ALTER TABLE organisations DROP COLUMN number_region;
ALTER TABLE organisations DROP COLUMN address;
ALTER TABLE organisations DROP COLUMN phone;
ALTER TABLE organisations DROP COLUMN postcode;
ALTER TABLE organisations DROP COLUMN reconsideration_organ;
ALTER TABLE organisations DROP COLUMN litigation_court;
ALTER TABLE organisations DROP COLUMN fine_bank;
ALTER TABLE organisations DROP COLUMN fine_account;

ALTER TABLE officers ADD COLUMN state {text} NOT NULL DEFAULT 'submitted';
ALTER TABLE officers ADD COLUMN photo_sha256 {text} NOT NULL DEFAULT '';
ALTER TABLE officers ADD COLUMN photo_type {text} NOT NULL DEFAULT '';
ALTER TABLE officers ADD COLUMN phone {text} NOT NULL DEFAULT '';
ALTER TABLE officers ADD COLUMN remark {text} NOT NULL DEFAULT '';
ALTER TABLE officers ADD COLUMN updated_at {int} NOT NULL DEFAULT 0;
ALTER TABLE officers ADD COLUMN updated_by {text} NOT NULL DEFAULT '';
DROP INDEX officers_organisation;
CREATE INDEX officers_organisation ON officers (organisation_id, valid_to);
DROP INDEX officers_user;
CREATE UNIQUE INDEX officers_user ON officers (user_id) WHERE user_id IS NOT NULL;
CREATE UNIQUE INDEX officers_certificate ON officers (certificate_kind, certificate_no);
CREATE INDEX officers_prov ON officers (prov, id);
CREATE INDEX officers_city ON officers (city, id);
CREATE INDEX officers_county ON officers (county, id);

-- 用户表里写过的科室，成为内设机构
--only sqlite
INSERT INTO departments
  SELECT randomblob(16), organisation_id, department, 0, '', '', '', 0, NULL, prov, city, county, 1, 0, '系统'
  FROM (SELECT DISTINCT organisation_id, department, prov, city, county FROM users WHERE department <> '') d;
--end
--only postgres
INSERT INTO departments
  SELECT gen_random_uuid(), organisation_id, department, 0, '', '', '', false, NULL, prov, city, county, 1, 0, '系统'
  FROM (SELECT DISTINCT organisation_id, department, prov, city, county FROM users WHERE department <> '') d;
--end
