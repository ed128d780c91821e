-- Whether a deployment without a price may serve: where no hard budget applies, always, or never.
ALTER TABLE orchestrator_config
    ADD COLUMN unpriced text NOT NULL DEFAULT 'without_budget' CHECK (unpriced IN ('without_budget', 'allowed', 'refused'));
