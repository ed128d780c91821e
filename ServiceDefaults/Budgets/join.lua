-- Adds what a router holds to a count, once.
-- KEYS: counted, count, joined, pending, open, doubt
-- ARGV: the count, the router, what it holds, expiry in milliseconds or '', ids of decisions and events
--       whose cost is part of that
-- Answers with 1 when it is part of the count from now on or was before, with 0 when another count is in force.
if redis.call('GET', KEYS[2]) ~= ARGV[1] or redis.call('EXISTS', KEYS[1]) == 0 then
  return 0
end

if redis.call('SADD', KEYS[3], ARGV[2]) == 1 then
  redis.call('INCRBY', KEYS[1], ARGV[3])
  for i = 5, #ARGV do
    redis.call('SADD', KEYS[4], ARGV[i])
  end

  if redis.call('GET', KEYS[5]) == ARGV[1] then
    -- Too late: the count has what this router was last known to hold as well.
    redis.call('SET', KEYS[6], ARGV[1])
    if ARGV[4] ~= '' then
      redis.call('PEXPIRE', KEYS[6], ARGV[4])
    end
  end

  if ARGV[4] ~= '' then
    redis.call('PEXPIRE', KEYS[3], ARGV[4])
    redis.call('PEXPIRE', KEYS[4], ARGV[4])
  end
end

return 1
