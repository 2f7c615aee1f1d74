// The schema's steps are written once. On PostgreSQL their words mean what they mean in SQLite: an integer has 64 bits, a blob is
// bytea, and text is compared byte by byte whatever the database's locale is, so that instants and ids sort the same everywhere.
import {
  type ColumnDefinitionNode,
  type KyselyPlugin,
  type OperationNode,
  OperationNodeTransformer,
  type PluginTransformQueryArgs,
  type PluginTransformResultArgs,
  type QueryId,
  type QueryResult,
  RawNode,
  type RootOperationNode,
  type UnknownRow,
} from 'kysely';

const types: Readonly<Record<string, string>> = { integer: 'bigint', blob: 'bytea', text: 'text collate "C"' };

class ColumnTypes extends OperationNodeTransformer {
  protected override transformColumnDefinition(node: ColumnDefinitionNode, queryId?: QueryId): ColumnDefinitionNode {
    const definition = super.transformColumnDefinition(node, queryId);
    return { ...definition, dataType: postgresType(definition.dataType) };
  }
}

function postgresType(node: OperationNode): OperationNode {
  const name = 'dataType' in node && typeof node.dataType === 'string' ? types[node.dataType] : undefined;
  return name === undefined ? node : RawNode.createWithSql(name);
}

export class ColumnTypesPlugin implements KyselyPlugin {
  readonly #transformer = new ColumnTypes();

  transformQuery({ node, queryId }: PluginTransformQueryArgs): RootOperationNode {
    return this.#transformer.transformNode(node, queryId);
  }

  async transformResult({ result }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    return result;
  }
}
