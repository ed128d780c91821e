using Catalog.Api.Rest;

namespace Catalog.Api.Credentials;

/// <summary>Says what is wrong with a key, without repeating any of it.</summary>
internal static class CredentialRules
{
    private const int Longest = 4096;

    public static void Check(CredentialWrite write, Faults faults)
    {
        if (string.IsNullOrEmpty(write.ApiKey))
        {
            faults.Add("api_key", "is missing");
            return;
        }

        faults.Require(write.ApiKey.Length <= Longest, "api_key", $"is longer than {Longest} characters");
        faults.Require(
            write.ApiKey.All(one => one is > ' ' and <= '~'), "api_key", "has a space, a line break or another character that no header can carry");
    }
}
