-- 签章管理：上传的图样、签章及其审核和停用；每份文书定稿时绑定的签章；文书查验的验证码
CREATE TABLE seal_images (
  id {uuid} PRIMARY KEY, organisation_id {uuid} NOT NULL, prov {text} NOT NULL, city {text} NOT NULL, county {text} NOT NULL,
  name {text} NOT NULL, original_sha256 {text} NOT NULL, mask_sha256 {text} NOT NULL,
  width {int} NOT NULL, height {int} NOT NULL, uploaded_at {int} NOT NULL, uploaded_by {text} NOT NULL, uploaded_by_id {uuid} NOT NULL
) {strict};

CREATE TABLE seals (
  id {uuid} PRIMARY KEY, organisation_id {uuid} NOT NULL, organisation_name {text} NOT NULL,
  prov {text} NOT NULL, city {text} NOT NULL, county {text} NOT NULL,
  kind {text} NOT NULL, size_tenths {int} NOT NULL, valid_from {text} NOT NULL, valid_to {text} NOT NULL,
  image_id {uuid} NOT NULL, mask_sha256 {text} NOT NULL, state {text} NOT NULL,
  submitted_at {int} NOT NULL, submitted_by {text} NOT NULL, submitted_by_id {uuid} NOT NULL,
  reviewed_at {int}, reviewed_by {text} NOT NULL, opinion {text} NOT NULL,
  ended_at {int}, ended_by {text} NOT NULL, end_reason {text} NOT NULL, revision {int} NOT NULL
) {strict};
CREATE INDEX seals_scope ON seals (county, id);
CREATE INDEX seals_use ON seals (organisation_id, state, kind);
CREATE UNIQUE INDEX seals_image ON seals (image_id);

-- 定稿时写定：用哪一枚章、验证网址、谁批准；以后停用签章、改网址，都不影响已定稿的文书
CREATE TABLE document_stamps (
  document_id {uuid} PRIMARY KEY, seal_id {uuid}, organisation_id {uuid} NOT NULL,
  prov {text} NOT NULL, city {text} NOT NULL, county {text} NOT NULL,
  public_address {text} NOT NULL, approved_by {text} NOT NULL, bound_at {int} NOT NULL, bound_by {text} NOT NULL
) {strict};
CREATE INDEX document_stamps_seal ON document_stamps (seal_id, document_id);

CREATE TABLE document_codes (
  code {text} PRIMARY KEY, document_id {uuid} NOT NULL
) {strict};
CREATE UNIQUE INDEX document_codes_document ON document_codes (document_id);
