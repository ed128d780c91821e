-- Takes a subject out of service until it is put back.
-- KEYS: the subjects taken out, the subject's history
-- ARGV: subject, the operator's word, entry for the history, length of the history, its retention in milliseconds,
--       '1' to leave a word that stands already as it is
-- Runs the same on Lua 5.1 and 5.4.
local clock = redis.call('TIME')
local now = string.format('%.0f', tonumber(clock[1]) * 1000 + math.floor(tonumber(clock[2]) / 1000))
if ARGV[6] == '1' then return redis.call('HSETNX', KEYS[1], ARGV[1], ARGV[2]) end
redis.call('HSET', KEYS[1], ARGV[1], now .. ' ' .. ARGV[2])
redis.call('LPUSH', KEYS[2], now .. ' ' .. ARGV[3])
redis.call('LTRIM', KEYS[2], '0', string.format('%.0f', tonumber(ARGV[4]) - 1))
redis.call('PEXPIRE', KEYS[2], ARGV[5])
return 1
