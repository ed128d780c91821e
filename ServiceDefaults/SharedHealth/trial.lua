-- Takes the trial of an open circuit whose pause is over, for one caller at a time; holds on to it, or gives it back.
-- KEYS: the subject's state
-- ARGV: the caller's token, for how long in milliseconds: 0 gives it back
-- Runs the same on Lua 5.1 and 5.4.
local clock = redis.call('TIME')
local now = tonumber(clock[1]) * 1000 + math.floor(tonumber(clock[2]) / 1000)
local state = redis.call('HMGET', KEYS[1], 'open', 'open_until', 'trial', 'trial_until')
if state[1] ~= '1' or tonumber(state[2] or 0) > now then return 0 end
local held = state[3] and tonumber(state[4] or 0) > now
if held and state[3] ~= ARGV[1] then return 0 end
if ARGV[2] == '0' then
  if held then redis.call('HDEL', KEYS[1], 'trial', 'trial_until') end
  return 1
end
redis.call('HSET', KEYS[1], 'trial', ARGV[1], 'trial_until', string.format('%.0f', now + tonumber(ARGV[2])))
return 1
