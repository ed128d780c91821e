-- A refused answer can be confirmed later, so its models are kept beside the raw text.
ALTER TABLE provider_answers ADD COLUMN normalised jsonb NOT NULL DEFAULT '[]';
COMMENT ON COLUMN provider_answers.normalised IS 'The models of the answer as the worker read them.';
