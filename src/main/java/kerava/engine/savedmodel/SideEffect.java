package kerava.engine.savedmodel;

import java.util.Set;

/**
 * What an operation of TensorFlow can do beyond computing. The list is kept by hand: that an operation is not in it is no proof that it is
 * harmless.
 */
public enum SideEffect {
  READS_FILES("reads files", "ReadFile", "MatchingFiles", "WholeFileReader", "WholeFileReaderV2", "TextLineReader", "TextLineReaderV2",
      "FixedLengthRecordReader", "FixedLengthRecordReaderV2", "TFRecordReader", "TFRecordReaderV2", "LMDBReader", "TextLineDataset",
      "FixedLengthRecordDataset", "FixedLengthRecordDatasetV2", "TFRecordDataset", "TFRecordDatasetV2", "SqlDataset", "LMDBDataset",
      "CSVDataset", "CSVDatasetV2", "MatchingFilesDataset", "LoadDataset", "SnapshotDatasetReader", "SnapshotNestedDatasetReader",
      "SnapshotChunkDataset", "ListSnapshotChunksDataset", "InitializeTableFromTextFile", "InitializeTableFromTextFileV2",
      "GenerateVocabRemapping", "LoadAndRemapMatrix", "FixedUnigramCandidateSampler", "ImmutableConst", "InitializeTRTResource",
      "DecodeProtoV2", "EncodeProto", "ImportEvent", "ReaderRead", "ReaderReadV2", "ReaderReadUpTo", "ReaderReadUpToV2", "Restore",
      "RestoreV2", "RestoreSlice"),
  WRITES_FILES("writes files", "WriteFile", "Save", "SaveV2", "SaveSlices", "MergeV2Checkpoints",
      "SaveDataset", "SaveDatasetV2",
      "SnapshotDataset", "SnapshotDatasetV2", "DatasetToTFRecord", "CacheDataset", "CacheDatasetV2", "DistributedSave",
      "CreateSummaryFileWriter", "CreateSummaryDbWriter", "WriteSummary", "WriteRawProtoSummary", "WriteScalarSummary",
      "WriteHistogramSummary", "WriteImageSummary", "WriteAudioSummary", "WriteGraphSummary", "FlushSummaryWriter", "PrintV2",
      "SerializeTRTResource", "DumpTensor", "StatsAggregatorSetSummaryWriter"),
  RUNS_OTHER_CODE(
      "runs code outside the graph, or ends the process", "PyFunc", "PyFuncStateless", "EagerPyFunc", "Abort", "TRTEngineOp",
      "RemoteFusedGraphExecute", "XlaCustomCall", "CustomCall"),
  USES_THE_NETWORK("uses the network", "DataServiceDataset",
      "DataServiceDatasetV2", "DataServiceDatasetV3", "DataServiceDatasetV4",
      "RegisterDataset", "RegisterDatasetV2", "RpcServer", "RpcServerStart", "RpcClient", "RpcCall", "Rpc", "TryRpc",
      "BigQueryReader",
      "GenerateBigQueryReaderPartitions", "GcsConfigureCredentials", "GcsConfigureBlockCache", "FileSystemSetConfiguration",
      "RemoteCall",
      "DebugIdentity", "DebugIdentityV2", "DebugIdentityV3", "DebugNanCount", "DebugNumericSummary", "_Send", "_Recv",
      "_HostSend",
      "_HostRecv", "Send", "Recv");

  /** For messages. */
  public final String text;
  private final Set<String> operations;

  SideEffect(String text, String... operations) {
    this.text = text;
    this.operations = Set.of(operations);
  }

  /** Null: it only computes, as far as is known. */
  static SideEffect of(String operation) {
    String name = operation.startsWith("Experimental") ? operation.substring("Experimental".length()) : operation;
    for (SideEffect reach : values()) if (reach.operations.contains(name)) return reach;
    return null;
  }
}
