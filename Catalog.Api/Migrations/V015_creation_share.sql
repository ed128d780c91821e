-- How an agent's score is made of how hard it was to design and how hard its work is, where nobody gives both in one.
ALTER TABLE orchestrator_config
    ADD COLUMN creation_share_millis integer NOT NULL DEFAULT 400 CHECK (creation_share_millis BETWEEN 0 AND 1000);
