-- 机构与人员：机构、用户、登录会话
CREATE TABLE organisations (
  id {uuid} PRIMARY KEY, key {text} NOT NULL UNIQUE, parent_id {uuid}, name {text} NOT NULL, short_name {text} NOT NULL,
  level {text} NOT NULL, region_code {text} NOT NULL, region_name {text} NOT NULL,
  prov {text} NOT NULL, city {text} NOT NULL, county {text} NOT NULL,
  number_region {text} NOT NULL, address {text} NOT NULL, phone {text} NOT NULL, postcode {text} NOT NULL,
  reconsideration_organ {text} NOT NULL, litigation_court {text} NOT NULL,
  fine_bank {text} NOT NULL, fine_account {text} NOT NULL, revision {int} NOT NULL
) {strict};

CREATE TABLE users (
  id {uuid} PRIMARY KEY, account {text} NOT NULL UNIQUE, name {text} NOT NULL, organisation_id {uuid} NOT NULL,
  department {text} NOT NULL, title {text} NOT NULL, roles {text} NOT NULL,
  password_hash {text} NOT NULL, must_change_password {flag} NOT NULL,
  failed_count {int} NOT NULL, locked_until {int}, is_enabled {flag} NOT NULL,
  prov {text} NOT NULL, city {text} NOT NULL, county {text} NOT NULL, revision {int} NOT NULL
) {strict};
CREATE INDEX users_organisation ON users (organisation_id);

CREATE TABLE sessions (
  token_digest {text} PRIMARY KEY, user_id {uuid} NOT NULL, created_at {int} NOT NULL, seen_at {int} NOT NULL,
  expires_at {int} NOT NULL
) {strict};
CREATE INDEX sessions_user ON sessions (user_id);
