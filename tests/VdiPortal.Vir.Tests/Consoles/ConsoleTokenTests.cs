using System.Buffers.Text;
using System.Security.Cryptography;
using VdiPortal.Vir.Consoles;

namespace VdiPortal.Vir.Tests.Consoles;

public sealed class ConsoleTokenTests : IDisposable
{
    private readonly SetTime _time = new();
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly Guid _host = Guid.NewGuid();
    private readonly Guid _vm = Guid.NewGuid();
    private readonly ConsoleNonces _nonces = new();
    private readonly ConsoleTokenSigner _signer;
    private readonly ConsoleTokenVerifier _verifier;

    public ConsoleTokenTests()
    {
        _signer = new ConsoleTokenSigner(_key);
        _verifier = new ConsoleTokenVerifier(_signer.PublicKey.Span, _host, _nonces, _time);
    }

    public void Dispose()
    {
        _verifier.Dispose();
        _key.Dispose();
    }

    [Theory]
    [InlineData(ConsoleAccess.View)]
    [InlineData(ConsoleAccess.Control)]
    public void A_signed_token_says_to_the_host_what_the_portal_said(ConsoleAccess access)
    {
        var token = Token() with { Access = access };

        var result = _verifier.Verify(_signer.Sign(token), _vm);

        Assert.True(result.Honoured);
        Assert.Equal(token, result.Token);
    }

    [Fact]
    public void A_token_is_honoured_once()
    {
        var text = _signer.Sign(Token());

        Assert.True(_verifier.Verify(text, _vm).Honoured);
        Assert.Equal(ConsoleTokenFault.Replayed, _verifier.Verify(text, _vm).Fault);
    }

    [Fact]
    public void A_used_token_stays_used_for_the_next_verifier_of_the_host()
    {
        var text = _signer.Sign(Token());
        Assert.True(_verifier.Verify(text, _vm).Honoured);

        using var next = new ConsoleTokenVerifier(_signer.PublicKey.Span, _host, _nonces, _time);

        Assert.Equal(ConsoleTokenFault.Replayed, next.Verify(text, _vm).Fault);
    }

    [Fact]
    public void A_token_whose_signature_was_rewritten_to_its_other_valid_form_counts_as_used()
    {
        var text = _signer.Sign(Token());
        Assert.True(_verifier.Verify(text, _vm).Honoured);

        Assert.Equal(ConsoleTokenFault.Replayed, _verifier.Verify(WithOtherSignature(text), _vm).Fault);
    }

    [Fact]
    public void A_token_with_any_bit_changed_is_refused()
    {
        var bytes = Base64Url.DecodeFromChars(_signer.Sign(Token()));
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(_verifier.Verify(Base64Url.EncodeToString(bytes), _vm).Honoured, $"bit {bit}");
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.True(_verifier.Verify(Base64Url.EncodeToString(bytes), _vm).Honoured);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("not a token at all")]
    public void What_is_no_token_is_refused(string text) =>
        Assert.Equal(text.Length == 0 ? ConsoleTokenFault.Missing : ConsoleTokenFault.Malformed, _verifier.Verify(text, _vm).Fault);

    [Fact]
    public void A_token_that_is_cut_or_lengthened_or_padded_is_refused()
    {
        var text = _signer.Sign(Token());
        for (var length = 1; length < text.Length; length++)
            Assert.Equal(ConsoleTokenFault.Malformed, _verifier.Verify(text.AsSpan(0, length), _vm).Fault);

        foreach (var more in new[] { "A", "=", " ", "\n", new string('A', 10_000) })
            Assert.Equal(ConsoleTokenFault.Malformed, _verifier.Verify(text + more, _vm).Fault);
    }

    [Fact]
    public void A_token_signed_with_another_key_is_refused()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        Assert.Equal(ConsoleTokenFault.Forged, _verifier.Verify(new ConsoleTokenSigner(other).Sign(Token()), _vm).Fault);
    }

    [Fact]
    public void A_token_for_another_host_is_refused()
    {
        var text = _signer.Sign(Token() with { HostId = Guid.NewGuid() });

        Assert.Equal(ConsoleTokenFault.OtherHost, _verifier.Verify(text, _vm).Fault);
    }

    [Fact]
    public void A_token_for_another_VM_is_refused()
    {
        var text = _signer.Sign(Token());

        Assert.Equal(ConsoleTokenFault.OtherVm, _verifier.Verify(text, Guid.NewGuid()).Fault);
        Assert.True(_verifier.Verify(text, _vm).Honoured);
    }

    [Fact]
    public void A_token_is_refused_when_its_life_is_over()
    {
        var text = _signer.Sign(Token());
        _time.Now += ConsoleProtocol.TokenLifetime + ConsoleProtocol.ClockTolerance;

        Assert.Equal(ConsoleTokenFault.Expired, _verifier.Verify(text, _vm).Fault);
    }

    [Fact]
    public void A_token_that_claims_a_long_life_is_refused()
    {
        var text = _signer.Sign(Token() with { ExpiresAt = _time.Now.AddHours(1) });

        Assert.Equal(ConsoleTokenFault.LivesTooLong, _verifier.Verify(text, _vm).Fault);
    }

    [Fact]
    public void A_clock_that_is_a_little_off_does_no_harm()
    {
        var text = _signer.Sign(Token());
        _time.Now -= ConsoleProtocol.ClockTolerance;

        Assert.True(_verifier.Verify(text, _vm).Honoured);
    }

    [Fact]
    public void When_the_memory_of_used_tokens_is_full_new_ones_are_refused_until_old_ones_expire()
    {
        using var small = new ConsoleTokenVerifier(_signer.PublicKey.Span, _host, new ConsoleNonces(2), _time);
        var first = _signer.Sign(Token());
        Assert.True(small.Verify(first, _vm).Honoured);
        Assert.True(small.Verify(_signer.Sign(Token()), _vm).Honoured);

        Assert.Equal(ConsoleTokenFault.TooMany, small.Verify(_signer.Sign(Token()), _vm).Fault);
        Assert.Equal(ConsoleTokenFault.Replayed, small.Verify(first, _vm).Fault);

        _time.Now += ConsoleProtocol.TokenLifetime + ConsoleProtocol.ClockTolerance;
        Assert.True(small.Verify(_signer.Sign(Token()), _vm).Honoured);
    }

    [Fact]
    public void Of_many_who_use_one_token_at_the_same_time_one_is_let_in()
    {
        var text = _signer.Sign(Token());
        var honoured = 0;

        Parallel.For(0, 200, _ =>
        {
            if (_verifier.Verify(text, _vm).Honoured)
                Interlocked.Increment(ref honoured);
        });

        Assert.Equal(1, honoured);
    }

    [Fact]
    public void Keys_on_other_curves_are_refused()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);

        Assert.Throws<ArgumentException>(() => new ConsoleTokenSigner(other));
        Assert.Throws<CryptographicException>(() => new ConsoleTokenVerifier(other.ExportSubjectPublicKeyInfo(), _host, _nonces, _time));
        Assert.ThrowsAny<CryptographicException>(() => new ConsoleTokenVerifier([1, 2, 3], _host, _nonces, _time));
    }

    private ConsoleToken Token() =>
        new(_host, _vm, 7, ConsoleAccess.Control, Guid.NewGuid(), _time.Now + ConsoleProtocol.TokenLifetime, Guid.NewGuid());

    private static string WithOtherSignature(string text)
    {
        var order = Convert.FromHexString("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551");
        var bytes = Base64Url.DecodeFromChars(text);
        var s = new System.Numerics.BigInteger(bytes.AsSpan(bytes.Length - 32), isUnsigned: true, isBigEndian: true);
        var other = new System.Numerics.BigInteger(order, isUnsigned: true, isBigEndian: true) - s;
        var tail = other.ToByteArray(isUnsigned: true, isBigEndian: true);
        bytes.AsSpan(bytes.Length - 32).Clear();
        tail.CopyTo(bytes.AsSpan(bytes.Length - tail.Length));
        return Base64Url.EncodeToString(bytes);
    }
}
