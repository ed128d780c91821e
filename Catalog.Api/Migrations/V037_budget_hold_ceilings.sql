-- What a router lets its hold become before it says so: a window counted anew without it has to allow for that.

ALTER TABLE budget_holds ADD COLUMN ceiling_nanos bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN budget_holds.ceiling_nanos IS 'The most that nanos becomes before the router reports again; less than nanos where it did not say.';
