-- Adds an amount, which may be negative, to what is counted, whatever the limit: money that comes back, or that is spent already.
-- KEYS: counted, count
-- ARGV: the count it belongs to, the amount
-- Answers with 1, or with 0 when the window has been counted anew since.
if redis.call('GET', KEYS[2]) ~= ARGV[1] or redis.call('EXISTS', KEYS[1]) == 0 then
  return 0
end

redis.call('INCRBY', KEYS[1], ARGV[2])
return 1
