-- 更正的原因：制作更正文书时写明，出具时记在被更正的文书上
ALTER TABLE paper_drafts ADD COLUMN reason {text} NOT NULL DEFAULT '';
