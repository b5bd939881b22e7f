using System.Buffers.Binary;
using System.Text;

namespace GradAlign.Analyzer.Tests.Inputs;

/// <summary>Contents of NPY files, right and wrong.</summary>
internal static class NpyBytes
{
    public static byte[] Floats(string shape, params float[] values) => File("<f4", shape, [.. values.SelectMany(BitConverter.GetBytes)]);

    public static byte[] Doubles(string shape, params double[] values) => File("<f8", shape, [.. values.SelectMany(BitConverter.GetBytes)]);

    public static byte[] Longs(string shape, params long[] values) => File("<i8", shape, [.. values.SelectMany(BitConverter.GetBytes)]);

    public static byte[] Ints(string shape, params int[] values) => File("<i4", shape, [.. values.SelectMany(BitConverter.GetBytes)]);

    public static byte[] Bytes(string shape, params byte[] values) => File("|u1", shape, values);

    /// <summary>As numpy.save writes it: version 1, the header padded to a multiple of 64 bytes.</summary>
    public static byte[] File(string type, string shape, byte[] values, string order = "False", byte version = 1) =>
        WithHeader($"{{'descr': '{type}', 'fortran_order': {order}, 'shape': {shape}, }}", values, version);

    public static byte[] WithHeader(string header, byte[] values, byte version = 1)
    {
        int prefix = version == 1 ? 10 : 12;
        string padded = header.PadRight(((prefix + header.Length + 64) / 64 * 64) - prefix - 1) + "\n";
        var start = new byte[prefix];
        ((byte[])[0x93, .. Encoding.ASCII.GetBytes("NUMPY"), version, 0]).CopyTo(start, 0);
        if (version == 1) BinaryPrimitives.WriteUInt16LittleEndian(start.AsSpan(8), (ushort)padded.Length);
        else BinaryPrimitives.WriteUInt32LittleEndian(start.AsSpan(8), (uint)padded.Length);
        return [.. start, .. Encoding.Latin1.GetBytes(padded), .. values];
    }
}
