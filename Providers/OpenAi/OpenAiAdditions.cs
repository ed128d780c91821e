using System.Globalization;
using System.Text;
using Routing.Catalog;

namespace Providers.OpenAi;

/// <summary>What a body lacks for one upstream, and how the upstream wants it spelt.</summary>
internal readonly struct OpenAiAdditions
{
    private readonly OpenAiBodyMap _map;
    private readonly ProviderProfile _profile;
    private readonly bool _respells;
    private readonly string? _maxTokens;
    private readonly string? _temperature;

    public OpenAiAdditions(OpenAiBodyMap map, Deployment deployment, ProviderProfile profile, ParameterDefaults defaults)
    {
        _map = map;
        _profile = profile;
        var hasOld = map.HasValue(OpenAiKey.MaxTokens);
        var hasNew = map.HasValue(OpenAiKey.MaxCompletionTokens);

        // An upstream that ignores the spelling it does not know would answer without a limit; one that refuses it, not at all.
        var other = WantsOld ? "max_completion_tokens" : "max_tokens";
        _respells = hasOld != hasNew && hasOld != WantsOld
            && (profile.OneSpelling || map.IsTranslation || Refuses(deployment, other)) && !map.HasMember(WantedKey);

        if (defaults.MaxTokens is { } most && !hasOld && !hasNew && !Refuses(deployment, profile.MaxTokensField))
        {
            _maxTokens = most.ToString(CultureInfo.InvariantCulture);
        }

        if (defaults.TemperatureMillis is { } millis && !map.HasValue(OpenAiKey.Temperature) && !Refuses(deployment, "temperature"))
        {
            _temperature = (millis / 1000m).ToString("0.###", CultureInfo.InvariantCulture);
        }
    }

    private bool WantsOld => _profile.MaxTokensField == "max_tokens";

    private OpenAiKey WantedKey => WantsOld ? OpenAiKey.MaxTokens : OpenAiKey.MaxCompletionTokens;

    /// <summary>Members to stand first in the object, each with its comma.</summary>
    public byte[] ToInsert(byte[]? model, bool asksForUsage)
    {
        var text = "";
        if (model is not null)
        {
            text += $"\"model\":{Encoding.UTF8.GetString(model)},";
        }

        if (asksForUsage && !_map.HasMember(OpenAiKey.StreamOptions))
        {
            text += "\"stream_options\":{\"include_usage\":true},";
        }

        if (_maxTokens is not null && !_map.HasMember(WantedKey))
        {
            text += $"\"{_profile.MaxTokensField}\":{_maxTokens},";
        }

        if (_temperature is not null && !_map.HasMember(OpenAiKey.Temperature))
        {
            text += $"\"temperature\":{_temperature},";
        }

        return Encoding.UTF8.GetBytes(text);
    }

    /// <summary>Whether the member's name must change.</summary>
    public bool Respells(OpenAiMember member) =>
        _respells && !member.IsNull && member.Key == (WantsOld ? OpenAiKey.MaxCompletionTokens : OpenAiKey.MaxTokens);

    /// <summary>The default for a member whose value is null; a second member of that name would leave open which one counts.</summary>
    public byte[]? InPlaceOfNull(OpenAiMember member)
    {
        var value = member.Key == WantedKey ? _maxTokens : member.Key == OpenAiKey.Temperature ? _temperature : null;
        return value is not null && member.IsNull ? Encoding.UTF8.GetBytes(value) : null;
    }

    private static bool Refuses(Deployment deployment, string parameter) => deployment.UnsupportedParameters.Contains(parameter);
}
