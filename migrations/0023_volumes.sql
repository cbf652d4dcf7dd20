-- 卷宗：一件事的全部文书和照片，每做一次一版
CREATE TABLE volumes (
  id {uuid} PRIMARY KEY, subject_kind {text} NOT NULL, subject_id {uuid} NOT NULL, version {int} NOT NULL,
  organisation_id {uuid} NOT NULL, prov {text} NOT NULL, city {text} NOT NULL, county {text} NOT NULL,
  state {text} NOT NULL, kept_for {text} NOT NULL, input_sha256 {text} NOT NULL, file_name {text} NOT NULL,
  documents {int} NOT NULL, photos {int} NOT NULL, pages {int} NOT NULL, bytes {int} NOT NULL,
  file_sha256 {text} NOT NULL, failure {text} NOT NULL, user_id {uuid} NOT NULL, created_by {text} NOT NULL,
  created_at {int} NOT NULL, finished_at {int}
) {strict};
CREATE UNIQUE INDEX volumes_subject ON volumes (subject_id, version);
CREATE INDEX volumes_state ON volumes (state);
