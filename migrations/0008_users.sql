-- 用户、角色、登录、系统参数：口令期限与历史、机构自定角色、登录地址、可调的参数
ALTER TABLE users ADD COLUMN department_id {uuid};
ALTER TABLE users ADD COLUMN disabled_reason {text} NOT NULL DEFAULT '';
ALTER TABLE users ADD COLUMN password_set_at {int} NOT NULL DEFAULT 0;
ALTER TABLE users ADD COLUMN initial_until {int};
ALTER TABLE users ADD COLUMN last_login_at {int};
ALTER TABLE users ADD COLUMN created_at {int} NOT NULL DEFAULT 0;
ALTER TABLE users ADD COLUMN updated_at {int} NOT NULL DEFAULT 0;
ALTER TABLE users ADD COLUMN updated_by {text} NOT NULL DEFAULT '';
DROP INDEX users_organisation;
CREATE INDEX users_organisation ON users (organisation_id, id);
CREATE INDEX users_prov ON users (prov, id);
CREATE INDEX users_city ON users (city, id);
CREATE INDEX users_county ON users (county, id);

CREATE TABLE password_history (
  user_id {uuid} NOT NULL, at {int} NOT NULL, password_hash {text} NOT NULL, PRIMARY KEY (user_id, at)
) {strict};

DROP TABLE sessions;
CREATE TABLE sessions (
  token_digest {text} PRIMARY KEY, id {uuid} NOT NULL UNIQUE, user_id {uuid} NOT NULL, address {text} NOT NULL,
  agent {text} NOT NULL, created_at {int} NOT NULL, seen_at {int} NOT NULL, expires_at {int} NOT NULL
) {strict};
CREATE INDEX sessions_user ON sessions (user_id, seen_at);

CREATE TABLE own_roles (
  id {uuid} PRIMARY KEY, organisation_id {uuid} NOT NULL, organisation_name {text} NOT NULL, name {text} NOT NULL,
  note {text} NOT NULL, verbs {text} NOT NULL, is_enabled {flag} NOT NULL,
  prov {text} NOT NULL, city {text} NOT NULL, county {text} NOT NULL,
  revision {int} NOT NULL, updated_at {int} NOT NULL, updated_by {text} NOT NULL,
  UNIQUE (organisation_id, name)
) {strict};
CREATE INDEX own_roles_prov ON own_roles (prov, id);
CREATE INDEX own_roles_city ON own_roles (city, id);
CREATE INDEX own_roles_county ON own_roles (county, id);

CREATE TABLE own_role_holders (
  role_id {uuid} NOT NULL, user_id {uuid} NOT NULL, PRIMARY KEY (role_id, user_id)
) {strict};
CREATE INDEX own_role_holders_user ON own_role_holders (user_id, role_id);

CREATE TABLE settings (
  key {text} PRIMARY KEY, value {text} NOT NULL, revision {int} NOT NULL, updated_at {int} NOT NULL,
  updated_by {text} NOT NULL
) {strict};
