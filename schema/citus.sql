-- How Citus spreads the tables. journal, job, node, follower and migration
-- stay with the coordinator.
SELECT create_reference_table('company');
SELECT create_reference_table('configuration');
SELECT create_reference_table('contributor');
SELECT create_reference_table('contributor_parent');
SELECT create_reference_table('employee');
SELECT create_reference_table('membership');
SELECT create_reference_table('touchpoint');
SELECT create_reference_table('users');
SELECT create_reference_table('session');
SELECT create_reference_table('sign_in_link');
SELECT create_reference_table('api_key');
SELECT create_reference_table('audit');
SELECT create_reference_table('hour_count');
SELECT create_distributed_table('customer', 'id');
SELECT create_distributed_table('identifier', 'key');
SELECT create_distributed_table('source_ref', 'key');
SELECT create_distributed_table('search_term', 'customer_id');
SELECT create_distributed_table('merge', 'customer_id');
SELECT create_distributed_table('suggestion', 'customer_id');
SELECT create_distributed_table('partner_customer', 'customer_id');
SELECT create_distributed_table('episode', 'customer_id');
SELECT create_distributed_table('episode_alias', 'customer_id');
SELECT create_distributed_table('part', 'customer_id');
SELECT create_distributed_table('impression', 'customer_id');
SELECT create_distributed_table('relationship', 'customer_id');
SELECT create_distributed_table('counted', 'customer_id');
SELECT create_distributed_table('interaction', 'customer_id');
