-- How the measures of a step become its score: the mean of their scores by weight, over the measures that are known. Between two
-- points of a curve the score, 0 to 10, runs straight; beyond the ends it stays.
ALTER TABLE orchestrator_config ADD COLUMN step_score jsonb NOT NULL CHECK (jsonb_typeof(step_score) = 'object') DEFAULT '{
    "prompt_length": {"weight": 100, "curve": [{"value": 0, "score": 0}, {"value": 200, "score": 1}, {"value": 1000, "score": 3},
        {"value": 4000, "score": 5}, {"value": 16000, "score": 7}, {"value": 64000, "score": 9}, {"value": 256000, "score": 10}]},
    "data_size": {"weight": 80, "curve": [{"value": 0, "score": 0}, {"value": 1000, "score": 2}, {"value": 10000, "score": 4},
        {"value": 100000, "score": 6}, {"value": 1000000, "score": 8}, {"value": 10000000, "score": 10}]},
    "condition_count": {"weight": 100, "curve": [{"value": 0, "score": 0}, {"value": 1, "score": 2}, {"value": 3, "score": 5},
        {"value": 6, "score": 8}, {"value": 10, "score": 10}]},
    "context_depth": {"weight": 70, "curve": [{"value": 1, "score": 0}, {"value": 4, "score": 2}, {"value": 10, "score": 5},
        {"value": 20, "score": 8}, {"value": 40, "score": 10}]},
    "reasoning": {"weight": 150, "curve": [{"value": 0, "score": 0}, {"value": 10000, "score": 10}]},
    "difficulty": {"weight": 500, "curve": [{"value": 0, "score": 0}, {"value": 10000, "score": 10}]}
}';
COMMENT ON COLUMN orchestrator_config.step_score IS
    'By measure. Weights run from 0 to 1,000 and only their proportions matter; reasoning and difficulty are measured in thousandths.';
