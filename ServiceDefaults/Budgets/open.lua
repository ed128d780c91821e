-- Adds the ledger's part to a count and opens it.
-- KEYS: counted, count, open, counting, joined
-- ARGV: the count, the ledger's part, expiry in milliseconds or '', how many routers the ledger's part leaves out
-- Answers with 1, with 0 when another count is in force, or with 2 when another router has joined.
if redis.call('GET', KEYS[2]) ~= ARGV[1] or redis.call('EXISTS', KEYS[1]) == 0 then
  return 0
end

if redis.call('GET', KEYS[3]) ~= ARGV[1] then
  if redis.call('SCARD', KEYS[5]) ~= tonumber(ARGV[4]) then
    return 2
  end

  redis.call('INCRBY', KEYS[1], ARGV[2])
  redis.call('SET', KEYS[3], ARGV[1])
  redis.call('DEL', KEYS[4])
  if ARGV[3] ~= '' then
    redis.call('PEXPIRE', KEYS[3], ARGV[3])
  end
end

return 1
