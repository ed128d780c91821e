using Catalog.Api.Credentials;

namespace Catalog.FunctionalTests.Credentials;

public sealed class KeySealTests
{
    private static readonly KeySeal Seal = new([.. Enumerable.Range(0, 32).Select(one => (byte)one)]);

    [Fact]
    public void What_is_sealed_opens_again()
    {
        Assert.Equal("sk-secret", Seal.Open("openai", Seal.Seal("openai", "sk-secret")));
        Assert.NotEqual(Seal.Seal("openai", "sk-secret"), Seal.Seal("openai", "sk-secret"));
    }

    [Fact]
    public void It_opens_for_nobody_else_under_no_other_key_and_not_when_tampered_with()
    {
        var sealedKey = Seal.Seal("openai", "sk-secret");
        byte[] tampered = [.. sealedKey[..^1], (byte)(sealedKey[^1] ^ 1)];

        Assert.Null(Seal.Open("kimi", sealedKey));
        Assert.Null(new KeySeal(new byte[32]).Open("openai", sealedKey));
        Assert.Null(Seal.Open("openai", tampered));
        Assert.Null(Seal.Open("openai", sealedKey.AsSpan(0, 20)));
    }

    [Fact]
    public void A_fingerprint_tells_keys_apart_and_depends_on_the_data_key()
    {
        Assert.Equal(Seal.Fingerprint("sk-secret"), Seal.Fingerprint("sk-secret"));
        Assert.NotEqual(Seal.Fingerprint("sk-secret"), Seal.Fingerprint("sk-secres"));
        Assert.NotEqual(Seal.Fingerprint("sk-secret"), new KeySeal(new byte[32]).Fingerprint("sk-secret"));
    }
}
