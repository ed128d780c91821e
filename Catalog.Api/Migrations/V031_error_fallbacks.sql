-- Which requests were served outside the tier that was chosen for them: their share is watched minute by minute.
ALTER TABLE orchestration_executions ADD COLUMN error_fallback boolean NOT NULL DEFAULT false;
