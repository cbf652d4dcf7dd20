-- 一单两库：执法人员、执法对象、厂/分厂/车间、设备
CREATE TABLE officers (
  id {uuid} PRIMARY KEY, user_id {uuid}, name {text} NOT NULL, organisation_id {uuid} NOT NULL,
  organisation_name {text} NOT NULL, certificate_no {text} NOT NULL, certificate_kind {text} NOT NULL,
  valid_from {text} NOT NULL, valid_to {text} NOT NULL,
  prov {text} NOT NULL, city {text} NOT NULL, county {text} NOT NULL, revision {int} NOT NULL
) {strict};
CREATE INDEX officers_organisation ON officers (organisation_id);
CREATE INDEX officers_user ON officers (user_id);

CREATE TABLE enterprises (
  id {uuid} PRIMARY KEY, credit_code {text} NOT NULL UNIQUE, name {text} NOT NULL,
  region_code {text} NOT NULL, region_name {text} NOT NULL,
  prov {text} NOT NULL, city {text} NOT NULL, county {text} NOT NULL, address {text} NOT NULL,
  legal_person {text} NOT NULL, legal_title {text} NOT NULL, phone {text} NOT NULL,
  contact {text} NOT NULL, contact_title {text} NOT NULL, contact_phone {text} NOT NULL,
  industries {text} NOT NULL, element {text} NOT NULL, gb4754 {text} NOT NULL, scale {text} NOT NULL,
  capacity {text} NOT NULL, employees {int} NOT NULL, longitude {real}, latitude {real},
  state {text} NOT NULL, equipment_count {int} NOT NULL,
  revision {int} NOT NULL, created_at {int} NOT NULL, updated_at {int} NOT NULL, updated_by {text} NOT NULL
) {strict};
CREATE INDEX enterprises_prov ON enterprises (prov, id);
CREATE INDEX enterprises_city ON enterprises (city, id);
CREATE INDEX enterprises_county ON enterprises (county, id);

CREATE TABLE enterprise_industries (
  enterprise_id {uuid} NOT NULL, industry {text} NOT NULL, PRIMARY KEY (enterprise_id, industry)
) {strict};

CREATE TABLE workshops (
  id {uuid} PRIMARY KEY, enterprise_id {uuid} NOT NULL, industry {text} NOT NULL, unit {text} NOT NULL,
  name {text} NOT NULL, places {text} NOT NULL, ordinal {int} NOT NULL, is_struck_off {flag} NOT NULL
) {strict};
CREATE INDEX workshops_enterprise ON workshops (enterprise_id, ordinal);

CREATE TABLE equipment (
  id {uuid} PRIMARY KEY, enterprise_id {uuid} NOT NULL, workshop_id {uuid} NOT NULL, kind {text} NOT NULL,
  name {text} NOT NULL, spec {text} NOT NULL, ordinal {int} NOT NULL, is_struck_off {flag} NOT NULL
) {strict};
CREATE INDEX equipment_enterprise ON equipment (enterprise_id, ordinal);

CREATE TABLE enterprise_imports (
  id {uuid} PRIMARY KEY, organisation_id {uuid} NOT NULL,
  prov {text} NOT NULL, city {text} NOT NULL, county {text} NOT NULL,
  file_name {text} NOT NULL, file_sha256 {text} NOT NULL, state {text} NOT NULL, report_json {text} NOT NULL,
  revision {int} NOT NULL, created_at {int} NOT NULL, created_by {text} NOT NULL,
  updated_at {int} NOT NULL, updated_by {text} NOT NULL
) {strict};
