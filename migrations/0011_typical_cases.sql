-- 典型案例：草稿、上报、采用。prov、city、county 是上报机关的，region_code 是案发地的。
CREATE TABLE typical_cases (
  id {uuid} PRIMARY KEY, organisation_id {uuid} NOT NULL, organisation_name {text} NOT NULL,
  prov {text} NOT NULL, city {text} NOT NULL, county {text} NOT NULL,
  title {text} NOT NULL, firm {text} NOT NULL, region_code {text} NOT NULL, region_name {text} NOT NULL,
  happened_on {text}, industry {text} NOT NULL, facts {text} NOT NULL, basis_json {text} NOT NULL,
  penalty {text} NOT NULL, attachments_json {text} NOT NULL, state {text} NOT NULL, return_reason {text} NOT NULL,
  reported_at {int}, reported_by {text} NOT NULL, adopted_at {int}, adopted_by {text} NOT NULL,
  revision {int} NOT NULL, updated_at {int} NOT NULL, updated_by {text} NOT NULL
) {strict};
CREATE INDEX typical_cases_organ ON typical_cases (organisation_id, id);
CREATE INDEX typical_cases_adopted ON typical_cases (state, adopted_at, id);
-- 案例里有没有写出登记的企业全称
CREATE INDEX enterprises_full_name ON enterprises (name);
