-- 按姓名查用户：姓名中每两个相邻的字一行，全省、全国的管理员不必翻遍所有账号
CREATE TABLE user_name_pieces (
  piece {text} NOT NULL, user_id {uuid} NOT NULL REFERENCES users (id), of_prov {text} NOT NULL,
  PRIMARY KEY (piece, user_id)
) {strict};
CREATE INDEX user_name_pieces_prov ON user_name_pieces (of_prov, piece, user_id);
CREATE INDEX user_name_pieces_user ON user_name_pieces (user_id);
INSERT INTO user_name_pieces (piece, user_id, of_prov)
WITH RECURSIVE places (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM places WHERE n < 60)
SELECT DISTINCT lower(substr(u.name, p.n, 2)), u.id, u.prov FROM users u, places p WHERE length(u.name) > p.n;
